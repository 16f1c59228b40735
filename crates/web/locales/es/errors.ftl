# Qué falla en lo ingresado y cómo corregirlo.

error-summary-title = { $n ->
    [one] Hay { $n } problema en sus respuestas
   *[other] Hay { $n } problemas en sus respuestas
  }
error-prefix = Error:
error-required = Escriba una respuesta
error-choose = Elija una de las respuestas
error-choose-known = Elija una de las respuestas que se ofrecen
error-too-long = Acorte el texto a { $limit } caracteres o menos; tiene { $length }
error-number = Escriba un número entero
error-number-range = Escriba un número de { $low } a { $high }
error-date = Escriba una fecha como 2026-10-03
error-email = Escriba una dirección de correo como nombre@ejemplo.gov
error-duplicate = Ese nombre ya está en uso: elija otro
error-too-short = Use al menos { $limit } caracteres
error-negative = Escriba 0 o más
error-contains-email = No use su correo en la contraseña
error-too-common = Elija otra contraseña: esta es de las primeras que se prueban
error-unchanged = Elija una distinta de la contraseña actual
error-wrong-password = Esta no es su contraseña actual
error-past = Elija un día futuro
error-not-held = Elija solo lo que usted mismo puede hacer allí
error-cycle = Elija otra: una organización no puede estar debajo de sí misma
error-overlaps = Estos días se cruzan con un volumen de este canal que ya existe
error-more-than-customers = No escriba más que los clientes que hubo
error-smallest-cell = Escriba un número entero de 1 a 1,000
error-unfit = Revise este dato: no sirve
error-control-character = No use caracteres de control
error-too-many-lines = Escriba como máximo 20 líneas
error-too-large = Escriba un número menor
error-activity-taken = Nombre cada actividad en un solo paso: una de estas está en otro paso
error-amount = Escriba un importe como 12.50
error-moment = Escriba una fecha y hora como 2026-03-06T16:30
error-within = Escriba un número entero
error-too-far = Escriba un plazo más corto: como máximo diez años
error-hours = Escriba un horario como 09:00-12:30 13:00-17:00, o nada si el día es libre
error-ends-first = Este horario termina antes de empezar. Las horas tras la medianoche son del día siguiente
error-hours-overlap = Dos bloques del horario se solapan
error-never-open = Escriba el horario de al menos un día
error-not-a-calendar = Este archivo no es un calendario que se pueda leer: elija un archivo iCalendar (.ics)
error-no-days-off = El archivo no nombra ningún día libre completo en los años cercanos
error-time-promised = Escriba un número entero y elija su unidad, como máximo diez años
error-percentage = Escriba un porcentaje de 0 a 100, como 95 o 99.5
error-ends-before-start = Escriba un día que no sea anterior al primer día
error-fiscal-year = Escriba dos años seguidos, como 2025-2026
error-fiscal-year-ahead = Escriba un año fiscal que haya empezado
error-more-than-total = No escriba más que todos los casos
error-date-passed = Escriba hoy o un día posterior
error-same-service = Elija otro servicio: este ya tiene el caso
error-merged = No se puede: uno de los dos casos sigue en otro
error-case-number = Escriba el número de un caso, por ejemplo 7K3M-2Q9D
error-file-type = Elija una foto (PNG, JPEG, GIF) o un PDF
error-file-large = Elija un archivo de 5 MB como máximo
error-too-many-files = Un caso admite como máximo 10 archivos de 25 MB en total
error-business-days = Escriba el tiempo prometido en días hábiles: los casos se miden en ellos
error-asks-for-no-address = Esta encuesta no pide correo electrónico ni teléfono
