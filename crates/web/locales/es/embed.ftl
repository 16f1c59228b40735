# Formularios dentro de páginas de otros sitios, y la página de la agencia que no existe. {"{n}"} y {"{m}"} los llena el script.

embed-close = Cerrar
embed-feedback = Opinión
embed-page = Página {"{n}"} de {"{m}"}
embed-characters-left = Quedan {"{n}"} caracteres
embed-characters-over = Sobran {"{n}"} caracteres
embed-error-title = Revise sus respuestas
embed-unfit-length = Acorte este texto a { $limit } caracteres o menos
embed-unfit-date = Escriba un día dentro del período pedido
embed-unfit-phone = Escriba un número de teléfono como 202-555-0143
embed-unfit-digits = Escriba solo números
embed-unfit-zip-code = Escriba un código postal como 20500 o 20500-0001
embed-unfit-web-address = Escriba una dirección web como https://example.gov
embed-unfit-ticks = Elija de { $fewest } a { $most } respuestas
embed-sending = Enviando…
embed-waiting = No podemos comunicarnos con el servidor en este momento. Sus respuestas se guardan aquí y se envían en cuanto responda.
embed-retry = Intentar de nuevo
embed-refused = No pudimos recibir sus respuestas. Inténtelo más tarde.
embed-closed = Esta encuesta ya no recibe respuestas. Gracias por querer contarnos.
embed-counted = Gracias: contamos su respuesta.
embed-more = Si quiere, cuéntenos un poco más.
embed-no-more = No, gracias
embed-notice-title = Sobre esta encuesta

sample-agency = Departamento de Servicios Cotidianos
sample-note = Esta agencia no existe. La página representa un sitio propio que pregunta con el script para insertar.
sample-title = Renueve su pasaporte
sample-lead = Puede renovarlo en línea en unos quince minutos. Tenga a mano su pasaporte y una tarjeta para el pago.
sample-need-title = Lo que necesita
sample-need-passport = Su pasaporte actual, de no más de quince años
sample-need-photo = Una foto de su rostro de los últimos seis meses
sample-need-fee = Una tarjeta de débito o crédito para pagar $130
sample-long-title = Cuánto tarda
sample-long-text = La mayoría de los pasaportes nuevos se envían después de tres semanas. Le escribiremos cuando el suyo esté en camino.
sample-tell = Cuéntenos sobre su renovación
sample-inline-title = ¿Cómo le fue con su renovación?
