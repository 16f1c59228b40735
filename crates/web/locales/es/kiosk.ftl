# Quioscos: lo que dice el propio quiosco, y dónde lo prepara el personal. {"{n}"} lo llena el script.

kiosk-language = Español
kiosk-attract = ¿Cómo lo hicimos hoy?
kiosk-begin = Toque para empezar
kiosk-start-over = Empezar de nuevo
kiosk-done = Listo
kiosk-idle-title = ¿Sigue ahí?
kiosk-idle-text = Se empezará de nuevo en {"{n}"} segundos, y lo que escribió no se guardará.
kiosk-stay = Sigo aquí
kiosk-status-title = Estado del quiosco
kiosk-unsent = Por enviar: {"{n}"}
kiosk-refused = Rechazadas por el servidor: {"{n}"}
kiosk-last-sent = Último envío: {"{n}"}
kiosk-never = nunca
kiosk-online = Red: disponible
kiosk-offline = Red: no disponible
kiosk-dated = Clave: válida. Las respuestas tardías cuentan en el día en que se dieron.
kiosk-undated = Clave: ninguna. Las respuestas tardías cuentan en el día en que llegan.
kiosk-send-now = Enviar ahora
kiosk-not-ready = Este quiosco necesita la red una vez antes de empezar.
kiosk-not-kept = Este navegador no guarda nada. No recibimos sus respuestas: avise al personal.
kiosk-no-script = Este quiosco necesita JavaScript.

kiosks-title = Quioscos
kiosks-text = Un quiosco es una pantalla en la que una persona tras otra responde esta encuesta. Guarda las respuestas mientras no hay red y empieza de nuevo después de cada persona.
kiosks-caption = { $n ->
    [one] { $n } quiosco
   *[other] { $n } quioscos
  }
kiosk-address = Dirección sin clave
kiosk-address-text = Abre el quiosco en cualquier pantalla. Sin clave, las respuestas que esperaron la red cuentan en el día en que llegan.
kiosk-name = Nombre
kiosk-name-hint = Dónde está, por ejemplo “Vestíbulo, junto a la puerta”
kiosk-touchpoint = Punto de contacto
kiosk-touchpoint-hint = Déjelo vacío para usar el de la encuesta
kiosk-touchpoint-own = el de la encuesta
kiosk-made = Preparado
kiosk-used = Último envío
kiosk-ended = Terminado
kiosk-new = Preparar un quiosco
kiosk-new-text = Su dirección lleva una clave con la que las respuestas tardías cuentan en el día en que se dieron, hasta 30 días atrás. La clave no permite leer nada y puede terminarse aquí en cualquier momento.
kiosk-created-title = Quiosco preparado: { $name }
kiosk-created-advice = Abra esta dirección en el quiosco ahora: no se volverá a mostrar. El navegador de allí guarda la clave.
kiosk-created-address = Dirección
kiosk-revoke-question = ¿Terminar la clave de “{ $name }”?
kiosk-revoke-consequence = El quiosco sigue recibiendo respuestas, pero las que lleguen tarde contarán en el día en que llegan. Esto no se puede deshacer.
kiosk-revoke-act = Terminar la clave
kiosk-revoked = La clave está terminada.
