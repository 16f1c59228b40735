# Estándares de servicio: qué prometen los servicios y cómo lo cumplen, para el público y para el personal.

standards-title = Estándares de servicio
standards-lead = Qué le prometen los servicios y qué tan bien lo cumplieron.
standards-search = Buscar por servicio u organización
standards-search-hint = Por ejemplo permisos, o el nombre de un departamento
standards-search-act = Buscar
standards-none = Ningún servicio ha publicado todavía sus estándares.
standards-none-found = Ningún servicio con estas palabras ha publicado estándares.
standards-all = Todos los servicios con estándares
standards-total = { $n ->
    [one] { $n } servicio
   *[other] { $n } servicios
}
standards-caption = Qué promete { $name }, con el último resultado
standards-of = Estándares de servicio: { $name }
standards-how = Cómo leer esto
standards-how-text = Un estándar se cumple cuando la proporción de casos en que se cumplió la promesa es al menos su meta, comparada con exactitud. El rango después de una proporción es su intervalo del 95 % (Wilson): cuánto puede deberse al azar. Con menos de { $smallest } casos no se afirma nada. Lo que no se informó no se cuenta como cero.
standards-data = Datos abiertos
standards-data-text = Todos los estándares publicados y sus resultados, una fila por estándar y año fiscal, en los campos del registro canadiense de estándares de servicio.
standards-data-csv = Valores separados por comas (CSV)
standards-data-json = JSON
standards-public = Como lo ve el público

standard-one = Estándar de servicio
standard-promise = Promesa
standard-promise-en = Promesa en inglés
standard-promise-es = Promesa en español
standard-promise-hint = Con qué pueden contar las personas, en una oración sencilla
standard-service = Servicio
standard-touchpoint = Punto de contacto
standard-touchpoint-hint = Si la promesa trata solo de uno de ellos
standard-whole-service = Todo el servicio
standard-owner = Organización que responde por él
standard-owner-hint = Si no es la que responde por el servicio
standard-owner-of-service = La que responde por el servicio
standard-kind = Tipo
standard-threshold = Tiempo prometido
standard-threshold-hint = Un número entero, para promesas sobre tiempo
standard-unit = Unidad del tiempo
standard-unit-minutes = Minutos
standard-unit-hours = Horas
standard-unit-days = Días
standard-unit-business-minutes = Minutos hábiles
standard-unit-business-hours = Horas hábiles
standard-unit-business-days = Días hábiles
standard-within-minutes = en { $n ->
    [one] { $n } minuto
   *[other] { $n } minutos
}
standard-within-hours = en { $n ->
    [one] { $n } hora
   *[other] { $n } horas
}
standard-within-days = en { $n ->
    [one] { $n } día
   *[other] { $n } días
}
standard-within-business-minutes = en { $n ->
    [one] { $n } minuto hábil
   *[other] { $n } minutos hábiles
}
standard-within-business-hours = en { $n ->
    [one] { $n } hora hábil
   *[other] { $n } horas hábiles
}
standard-within-business-days = en { $n ->
    [one] { $n } día hábil
   *[other] { $n } días hábiles
}
standard-target = Meta
standard-target-of = en { $target } de los casos
standard-target-percent = Meta, por ciento de los casos
standard-target-hint = De 0 a 100, como 95 o 99.5
standard-from = Primer día en que vale
standard-until = Último día en que vale
standard-not-stated = No se indica
standard-imported = Este estándar llegó con una importación. Cuando su archivo llegue de nuevo, se toman la promesa en inglés, el tipo, el canal y la meta del año más reciente; todo lo demás queda como usted lo escriba.

standard-year = Año fiscal
standard-years = Resultados por año fiscal, el más reciente primero
standard-year-hint = Los años en que empieza y termina, como 2025-2026
standard-result = Resultado
standard-results = Resultados
standard-latest = Último resultado
standard-no-result = Todavía no hay resultado
standard-share-kept = Proporción cumplida
standard-share = { $share } ({ $low } a { $high })
standard-cases-kept = Casos cumplidos
standard-cases = { $kept } de { $total }
standard-claim-met = Cumplido
standard-claim-missed = No cumplido
standard-claim-not-reported = No se sabe: no se informó
standard-claim-no-cases = No se sabe: no hubo casos
standard-claim-too-few = No se sabe: menos de { $smallest } casos
standard-claim-contradictory = No se sabe: las cifras se contradicen
standard-claim-no-target = No se sabe: no hay meta
standard-stated-met = La fuente indica que se cumplió.
standard-stated-missed = La fuente indica que no se cumplió.
standard-stated-not-known = La fuente no indica si se cumplió.
standard-result-enter = Escribir un resultado
standard-result-enter-text = Deje vacío lo que no se sabe: no es lo mismo que 0. El mismo año otra vez reemplaza lo escrito; cada año se juzga por la meta con que se escribió.
standard-kept = Casos en que se cumplió la promesa
standard-total = Todos los casos
standard-result-saved = Se guardó el resultado.
standard-result-removed = Se quitó el resultado.
standard-result-remove-question = ¿Quitar el resultado de { $name }?
standard-result-remove-consequence = Desaparece de la página pública y de los datos abiertos. Puede escribirlo de nuevo.
standard-result-remove-act = Quitar

standard-publication = Público
standard-published = Publicado
standard-not-published = No publicado
standard-publish = Publicar
standard-unpublish = Quitar de la página pública
standard-publish-text = Todas las personas verán la promesa y sus resultados, en la página pública y en los datos abiertos.
standard-unpublish-text = Todas las personas ven la promesa y sus resultados, en la página pública y en los datos abiertos.
standard-is-published = Se publicó el estándar.
standard-is-unpublished = El estándar ya no es público.

standard-add = Agregar un estándar
standard-change = Cambiar el estándar
standard-added = Se agregó el estándar. Todavía no está publicado.
standard-changed = Se cambió el estándar.
desk-standards-text = Qué prometen sus servicios y cómo lo cumplieron año por año. El público ve lo que usted publica.
desk-standards-search = Buscar por palabras de la promesa o del servicio
desk-standards-none-found = Ningún estándar contiene estas palabras.
desk-standards-all = Todos los estándares
desk-standards-empty = Todavía no hay estándares de servicio
desk-standards-empty-text = Agregue lo que promete un servicio, como una respuesta en 5 días hábiles para el 90 por ciento de las cartas, o importe el registro de estándares de servicio.
desk-standards-caption = Estándares de servicio por servicio, con el último resultado
desk-standards-total = { $n ->
    [one] { $n } estándar
   *[other] { $n } estándares
}
standard-measured = Los resultados vienen de
standard-measured-hint = Se cumple lo que tardó a lo sumo el tiempo prometido; la espera por la persona no cuenta, y lo que sigue en curso todavía no se cuenta. El fin de los casos necesita días hábiles; las interacciones, minutos u horas. Los resultados de tres años fiscales se calculan solos.
standard-measured-not = Registrados a mano o importados
standard-measured-every = de todos los tipos
standard-measured-resolution = Casos, hasta que terminan: { $kind }
standard-measured-first-response = Casos, hasta la primera respuesta: { $kind }
standard-measured-waiting = Interacciones: cuánto esperaron las personas
standard-measured-handling = Interacciones: cuánto duraron
