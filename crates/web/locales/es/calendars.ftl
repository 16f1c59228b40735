calendars-title = Calendarios laborales
calendars-text = Un calendario dice cuándo trabaja una organización. En él se puede calcular un plazo, día por día. Todas las personas ven los calendarios; valen para toda la instalación.
calendars-caption = { $n ->
    [one] Un calendario
   *[other] { $n } calendarios
}
calendars-empty = Aún no hay calendarios
calendars-empty-text = Añada el horario en que se trabaja y los festivos que se respetan.
calendar-name = Nombre
calendar-name-hint = Como lo diría el personal: «Oficina central», «Centro de atención»
calendar-zone = Zona horaria
calendar-holidays = Festivos
calendar-holidays-hint = Otros días libres se introducen o se toman de un archivo cuando el calendario ya existe.
calendar-holidays-none = Ninguno
calendar-holidays-us-federal = Festivos federales de EE. UU.
calendar-hours = Horario de una semana normal
calendar-hours-hint = Por ejemplo 09:00-17:00, o varios bloques: 09:00-12:30 13:00-17:00. Deje vacío un día libre. 24:00 es la medianoche al final del día.
calendar-add = Añadir un calendario
calendar-added = Se añadió { $name }.
calendar-change = Cambiar este calendario
calendar-changed = Se cambió el calendario.
calendar-exceptions = Fechas distintas
calendar-exceptions-text = Días libres y días con otro horario. Lo introducido a mano va antes que lo que diga un archivo de la misma fecha, y permanece cuando el archivo se vuelve a incorporar.
calendar-exceptions-none = Ninguna fecha difiere de la semana y los festivos.
calendar-exceptions-caption = { $n ->
    [one] Una fecha
   *[other] { $n } fechas
}
calendar-date = Fecha
calendar-exception = Cómo se llama
calendar-exception-hint = Por ejemplo «Jornada del personal»
calendar-exception-hours-hint = Déjelo vacío si el día es libre. Escriba el horario habitual para trabajar en un festivo.
calendar-open-hours = Horario
calendar-origin = Procede de
calendar-by-hand = Introducida a mano
calendar-overruled = no cuenta: introducida a mano
calendar-closed = Cerrado
calendar-except = Introducir una fecha
calendar-excepted = La fecha está introducida.
calendar-forget = Retirar
calendar-forgotten = Se retiró la fecha.
calendar-days-off = Tomar días libres de un archivo
calendar-source = Nombre del archivo
calendar-source-hint = Un archivo posterior con el mismo nombre sustituye lo que dice este.
calendar-file = Archivo iCalendar
calendar-file-hint = Un archivo que termina en .ics, como los que publican gobiernos y escuelas. Cuentan los días completos, también los que se repiten cada año.
calendar-take-in = Incorporar los días libres
calendar-taken-in = Se incorporaron { $name } días libres.
calendar-taken-in-some = Se incorporaron { $name } días libres. Algunos eventos no pudieron usarse: los que tienen horario, los anulados o los que se repiten de un modo que no se lee.
calendar-try = Calcular un plazo
calendar-try-text = Vea cuándo vence algo y cómo cuenta cada día.
calendar-within = Prometido en
calendar-unit = Unidad
calendar-opened = Recibido el
calendar-work-out = Calcular
calendar-due-day = Vence al final del { $weekday }, { $when }.
calendar-due-moment = Vence el { $weekday }, { $when }.
calendar-on-hold = En espera: nada vence mientras dure la pausa.
calendar-days-caption = Cómo cuenta cada día
calendar-days-more = { $n ->
    [one] Sigue un día más.
   *[other] Siguen { $n } días más.
}
calendar-days-note = En días, el primero cuenta y el último no. Las horas son las de la zona del calendario.
calendar-kind = Tipo de día
calendar-counted = Cuenta
calendar-total = Hasta aquí
calendar-working-day = Día laborable
calendar-day-off = Día libre
calendar-exception-day = Distinto de lo habitual
calendar-weekday-date = { $weekday }, { $date }
calendar-time = { $hours } h { $minutes } min
within-unit-minutes = minutos
within-unit-hours = horas
within-unit-days = días
within-unit-business-minutes = minutos laborables
within-unit-business-hours = horas laborables
within-unit-business-days = días laborables
federal-holiday-new-year = Año Nuevo
federal-holiday-martin-luther-king = Natalicio de Martin Luther King, Jr.
federal-holiday-washington = Natalicio de Washington
federal-holiday-memorial = Día de los Caídos
federal-holiday-juneteenth = Juneteenth
federal-holiday-independence = Día de la Independencia
federal-holiday-labor = Día del Trabajo
federal-holiday-columbus = Día de Colón
federal-holiday-veterans = Día de los Veteranos
federal-holiday-thanksgiving = Día de Acción de Gracias
federal-holiday-christmas = Navidad
calendar-address-title = Días libres de una dirección
calendar-address = Dirección de un archivo iCalendar
calendar-address-hint = Comienza con https:// y se lee una vez al día. Lo registrado a mano se conserva. Déjela vacía para no tomar nada de una dirección; entonces se quitan los días que vinieron de ella.
calendar-address-now = Tomar los días libres ahora
calendar-address-state = { $n ->
    [one] Un día libre de { $name }, leído el { $at }.
   *[other] { $n } días libres de { $name }, leídos el { $at }.
}
calendar-address-not-yet = Todavía no se leyó nada de { $name }.
calendar-address-failed = El último intento, el { $at }, falló: { $why }
calendar-address-kept = Lo que estaba en el calendario se conserva; se intentará de nuevo.
calendar-address-none = El calendario no toma días libres de ninguna dirección.
calendar-address-taken = Hay { $name } días libres de la dirección en el calendario.
calendar-address-kept-for-now = La dirección está guardada, pero no se pudo leer nada de ella. El motivo está abajo; se intentará de nuevo.
calendar-trouble-private = la dirección lleva a esta máquina o a una red privada, que no se leen.
calendar-trouble-redirect = el servidor remite a otro lugar. Escriba la dirección a la que remite.
calendar-trouble-status = el servidor respondió con { $number }.
calendar-trouble-too-large = el archivo es demasiado grande.
calendar-trouble-too-slow = el servidor tardó demasiado.
calendar-trouble-unreachable = no se pudo llegar al servidor.
calendar-trouble-not-a-calendar = lo que llegó no es un archivo iCalendar.
calendar-trouble-no-days-off = el archivo no nombra ningún día libre que se pueda usar.
calendar-trouble-too-many = el archivo nombra demasiadas fechas.
