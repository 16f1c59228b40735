# Screening: the screens, what they held back, and how good they are.

screening-title = Filtros
screening-text = Lo que llega sin token pasa por estos filtros. Nada se tira: las respuestas rechazadas se guardan como correo no deseado, las marcadas esperan en la bandeja, y ni unas ni otras cuentan. Lo que usted marca en la bandeja muestra aquí lo bueno que es cada filtro.
screening-screened = { $n ->
    [0] No se filtró nada en los últimos { $days } días.
    [one] Se filtró { $n } respuesta en los últimos { $days } días.
   *[other] Se filtraron { $n } respuestas en los últimos { $days } días.
  }
screening-missed = { $n ->
    [0] El personal no encontró ninguna no deseada que hubiera pasado todos los filtros.
    [one] El personal encontró { $n } no deseada que había pasado todos los filtros.
   *[other] El personal encontró { $n } no deseadas que habían pasado todos los filtros.
  }
screening-caption = Cómo le fue a cada filtro
screening-screen = Filtro
screening-passed = Pasaron
screening-flagged = Marcadas
screening-rejected = Rechazadas
screening-urgent = Urgentes
screening-confirmed = Confirmadas
screening-overturned = Revocadas
screening-precision = Precisión
screening-precision-value = { $share }, de { $low } a { $high } (n = { $n })
screening-precision-none = todavía sin revisar
screening-precision-hint = De lo que un filtro retuvo y el personal revisó, la parte que de verdad era no deseada, con su intervalo del 95 %.
screen-honeypot = Campo oculto
screen-text-honeypot = Un campo que las personas no ven y los programas rellenan.
screen-injected-fields = Campos inyectados
screen-text-injected-fields = Campos que el formulario nunca tuvo, campos ocultos cambiados, enlaces o código donde van pocas palabras.
screen-content = Contenido
screen-text-content = Muchos enlaces, código, un mismo carácter repetido, frases conocidas de anunciantes.
screen-repeated-text = Texto repetido
screen-text-repeated-text = El mismo texto largo de muchos en pocos minutos.
screen-speed = Rapidez
screen-text-speed = Un formulario enviado antes de que nadie pueda leerlo.
screen-identical = Respuestas idénticas
screen-text-identical = Las mismas respuestas con el mismo texto del mismo cliente. Nunca en un quiosco, en papel ni del personal.
screen-proof = Prueba de trabajo
screen-text-proof = A un cliente que envía mucho más de lo habitual se le pide que calcule un momento, por sí mismo.
screen-crisis = Amenaza y crisis
screen-text-crisis = Palabras de amenaza, desesperación o maltrato ponen una respuesta ante usted enseguida. Nunca se retiene.
verdict-pass = pasó
verdict-flag = marcada
verdict-reject = rechazada
verdict-urgent = urgente
reason-trap-filled = se rellenó el campo oculto
reason-unknown-fields = campos que el formulario nunca tuvo
reason-markup-in-short-field = código donde van pocas palabras
reason-hidden-field-changed = se cambió un campo oculto
reason-link-in-short-field = un enlace donde van pocas palabras
reason-many-links = muchos enlaces
reason-known-phrases = frases de anunciantes
reason-markup = código
reason-one-character = un mismo carácter repetido
reason-same-text = el mismo texto de muchos
reason-too-fast = se envió demasiado pronto
reason-identical = las mismas respuestas llegaron antes
reason-proof-wanted = no llegó la prueba de trabajo
reason-proven = llegó la prueba de trabajo
reason-despair = palabras de desesperación
reason-threat = palabras de amenaza
reason-abuse = palabras de maltrato
screening-rules = Reglas
screening-rules-text = Un filtro apagado no da veredicto. Lo juzgado antes queda como está.
screening-on = Encendido
threshold-unknown-fields = Rechazar desde tantos campos desconocidos
threshold-links-flag = Marcar desde tantos enlaces en un texto
threshold-links-reject = Rechazar desde tantos enlaces en un texto
threshold-run-length = Marcar desde tantos caracteres iguales seguidos
threshold-same-text-flag = Marcar desde tantas con el mismo texto
threshold-same-text-reject = Rechazar desde tantas con el mismo texto
threshold-same-text-minutes = En tantos minutos
threshold-fastest-milliseconds = Marcar por debajo de tantos milisegundos
threshold-identical-seconds = Contar una vez en tantos segundos
threshold-proof-bits = Bits a cero de la prueba; cada uno más dobla el trabajo
screening-saved = Las reglas valen desde ahora
error-threshold = Escriba un número entero de { $low } a { $high }
screening-log = Últimos veredictos
screening-log-caption = Veredictos que no son un paso, los más nuevos primero
screening-log-empty = Ningún filtro ha retenido nada todavía
screening-log-empty-text = Aquí aparecerán los veredictos con su motivo y con lo que hizo el personal.
screening-when = Cuándo
screening-verdict = Veredicto
screening-why = Por qué
screening-decision = Personal
screening-decision-spam = no deseada
screening-decision-not-spam = buena
screening-decision-none = sin revisar
screening-all-screens = Todos los filtros
screening-score = puntuación { $score }, versión { $version }
