# Mails: what they say, the digests staff choose, and the log of what was sent.

digest-subject = { $n ->
    [one] { $n } respuesta nueva · { $name }
   *[other] { $n } respuestas nuevas · { $name }
  }
digest-subject-of = { $n ->
    [one] { $n } respuesta nueva a { $name }
   *[other] { $n } respuestas nuevas a { $name }
  }
digest-heading = Lo que llegó a { $name }
digest-since = { $n ->
    [one] Llegó { $n } respuesta desde el { $since }.
   *[other] Llegaron { $n } respuestas desde el { $since }.
  }
digest-of = Solo se cuenta { $name }.
digest-low = { $n ->
    [0] Ninguna tiene una puntuación baja.
    [one] { $n } de ellas tiene una puntuación baja.
   *[other] { $n } de ellas tienen una puntuación baja.
  }
digest-commented = { $n ->
    [0] Ninguna lleva comentario.
    [one] { $n } de ellas lleva un comentario.
   *[other] { $n } de ellas llevan un comentario.
  }
digest-by-survey = Por encuesta
digest-comments = Lo que escribió la gente
digest-urgent = Por favor, léalo enseguida.
digest-low-score = Puntuación baja:
digest-read = Leer en el escritorio
digest-hidden = Los datos personales de los comentarios están ocultos aquí.
digest-inbox = Abrir la bandeja
digest-why = Recibe este correo porque lo pidió en su escritorio.
digest-settings = Cambiar lo que se le comunica
digest-unsubscribe = Dejar de recibir este correo

digests-title = Resúmenes por correo
digests-text = Elija de qué quiere que le informemos por correo. Solo llega un correo cuando hay algo nuevo, y solo cuenta lo que usted puede leer.
digests-caption = { $n ->
    [one] { $n } resumen
   *[other] { $n } resúmenes
  }
digests-empty = No recibe ningún resumen
digests-empty-text = Cree uno abajo: de un servicio a su cargo, o solo de puntuaciones bajas.
digests-no-server = Esta instalación no tiene servidor de correo: los resúmenes se escriben y se retienen hasta que lo tenga.
digest-what = Qué
digest-when = Cuándo
digest-everything = Todas las respuestas que puede leer
digest-low-only = solo puntuaciones bajas
digest-comment-only = solo con comentario
digest-language = Idioma
digest-rhythm-instantly = En menos de un minuto
digest-rhythm-daily = Cada día
digest-rhythm-weekly = Cada semana
digest-at = a las { $hour }:00
digest-on = el { $day } a las { $hour }:00
digest-new = Crear un resumen
digest-service = Servicio
digest-survey = Encuesta
digest-filter = Solo algunas
digest-rhythm = Con qué frecuencia
digest-hour = Hora
digest-hour-hint = Para cada día y cada semana; en la zona horaria de la instalación
digest-weekday = Día de la semana
digest-weekday-hint = Para cada semana
digest-begin = Crear
digest-end = Terminar
digest-begun = El resumen empieza ahora
digest-ended = El resumen terminó
error-hour = Elija una hora
error-weekday = Elija un día de la semana
error-too-many-digests = Ya tiene todos los resúmenes posibles: termine uno primero

unsubscribe-title = Dejar de recibir este correo
unsubscribe-text = No recibirá más correos de este resumen. Puede crear otro en su escritorio cuando quiera.
unsubscribe-next-text = Ya no le diremos qué suele necesitar después la gente en su situación. Las respuestas a sus mensajes le siguen llegando.
unsubscribed-next-text = Ya no le decimos qué suele necesitar después la gente en su situación. Las respuestas a sus mensajes le siguen llegando.
unsubscribe-act = Dejar de recibirlos
unsubscribed-title = Ya no recibirá estos correos
unsubscribed-text = No recibirá más correos de este resumen. Puede crear otro en su escritorio cuando quiera.

mail-title = Correo saliente
mail-text = Cada correo que escribió esta instalación y lo que fue de él. Un correo sale cuando está guardado lo que lo causó, y se reintenta mientras el servidor no responda.
mail-no-server = No hay servidor de correo: los correos se retienen aquí. Inicie el programa con uno y los de los últimos tres días saldrán solos.
mail-empty = Todavía no se escribió ningún correo
mail-empty-text = Aquí aparecerán los resúmenes y las respuestas.
mail-caption = { $n ->
    [one] { $n } correo en esta página
   *[other] { $n } correos en esta página
  }
mail-to = Para
mail-subject = Asunto
mail-kind = Tipo
mail-kind-digest = Resumen
mail-kind-next = Lo que viene después
mail-kind-case = Caso
mail-state = Estado
mail-written = Escrito
mail-sent-at = Enviado
mail-any-state = Todos los estados
mail-show = Mostrar
mail-state-waiting = En espera
mail-state-held = Retenido
mail-state-sent = Enviado
mail-state-failed = Fallido
mail-state-returned = No llegó
mail-headers = Cabeceras
mail-plain = Parte de texto
mail-html = Parte HTML, como texto
mail-error = Por qué no salió
mail-returned-why = Por qué no llegó
mail-send-again = Enviar otra vez
mail-sending-again = El correo sale en un momento
mail-message-id = Message-ID
mail-older = Correos anteriores

jobs-title = Tareas en segundo plano
jobs-text = Lo que el programa hace por sí mismo. Una tarea que falla se reintenta con pausas cada vez más largas; la que falló demasiadas veces queda abajo como muerta hasta que alguien la recupere.
jobs-waiting = En espera
jobs-failed = Fallidas, por reintentar
jobs-running = En curso
jobs-dead = Muertas
jobs-done = Hechas en los últimos tres días
jobs-none = Ninguna
job-kind = Tarea
job-kind-send-mail = Enviar un correo
job-kind-write-digests = Escribir resúmenes
job-kind-tell-cases = Avisar de casos que vencen
job-kind-recount-cases = Recalcular los plazos de los casos
job-kind-count-cases = Contar los casos de los trimestres que cambiaron
job-kind-open-case = Hacer un caso de una respuesta
job-kind-learn-terms = Aprender términos de la gente de comentarios y casos
job-kind-measure-standards = Calcular resultados de estándares a partir de casos e interacciones
job-kind-take-days-off = Tomar los días libres de un calendario de su dirección
job-kind-tell-next = Decir a una persona lo que viene después
job-kind-anticipate = Calcular por qué vuelve la gente
job-kind-fetch-mail = Recoger el correo del buzón
job-kind-upkeep = Olvidar lo que ya no hace falta
job-attempts = Intentos
job-runs = Se ejecuta
job-changed = Último cambio
job-error = Qué falló
job-replay = Ejecutar otra vez
job-run-now = Ejecutar ahora
job-replayed = La tarea se ejecuta otra vez en un momento
digest-language-en = English
digest-language-es = Español
