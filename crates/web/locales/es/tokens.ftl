# Claves de API.

tokens-title = Claves de API
tokens-caption = { $n ->
    [one] { $n } clave
   *[other] { $n } claves
  }
tokens-text = Los programas entran con una clave en lugar de una contraseña. Nunca abre más de lo que puede hacer quien la creó, y termina con su cuenta.
tokens-empty = Todavía no hay claves
tokens-empty-text = Cree una para cada programa que envía respuestas o lee resultados: un quiosco, un almacén de datos, un sitio web. Así cada una puede terminarse sola.
token-new = Crear una clave
token-new-text = La clave se muestra una sola vez, justo después de crearla. Guárdela donde el programa guarda sus secretos.
token-create = Crear la clave
token-name = Nombre
token-name-hint = El programa que la usa, como “Quiosco del vestíbulo”
token-scopes = Qué permite
token-scopes-hint = Lo mínimo que necesita el programa. Solo se ofrece lo que usted mismo puede hacer.
token-place = Dónde
token-last-day = Último día
token-last-day-hint = Termina sola después de este día. Deje vacío para una clave sin fin.
token-made = creada el { $date }
token-used = Último uso
token-never-used = nunca
token-expires = Último día
token-never-expires = sin fin
token-state = Estado
token-state-good = Vigente
token-state-expired = Vencida
token-state-revoked = Terminada
token-created-title = Clave creada: { $name }
token-created-advice = Cópiela ahora: no se muestra otra vez. Si se pierde, termínela y cree otra.
token-secret = Clave
token-revoke-question = ¿Terminar la clave “{ $name }”?
token-revoke-consequence = Los programas que la usan quedan fuera de inmediato. No se puede deshacer: necesitan otra clave.
token-revoke-act = Terminar la clave
token-revoked = La clave está terminada.
