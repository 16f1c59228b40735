# Ingresar respuestas por otras personas: formularios en papel y lo que dice quien llama.

entry-title = Ingresar respuestas
entry-heading = Ingresar respuestas: { $name }
entry-correct-title = Corregir un ingreso
entry-correct-heading = Corregir un ingreso: { $name }
entry-batch = Este lote
entry-count = { $n ->
    [0] Todavía no hay ingresos en este lote
    [one] { $n } ingreso en este lote
   *[other] { $n } ingresos en este lote
  }
entry-source = Lo que tiene
entry-source-paper = Formularios en papel
entry-source-staff = Una persona que le responde
entry-version = Versión del formulario
entry-day = Día del contacto
entry-day-hint = Vacío: hoy. Se mantiene para el siguiente formulario.
entry-read-out = Lea en voz alta cada pregunta tal como está, y cada respuesta; ingrese lo que diga la persona.
entry-left-blank = En blanco en el papel
entry-not-said = La persona no quiso responder
entry-save = Guardar y siguiente
entry-save-hint = o Ctrl Intro
entry-saved = Guardado. Siguiente formulario.
entry-saved-without = Guardado. Se dejaron fuera respuestas a preguntas que no correspondían: { $name }.
entry-corrected = El ingreso está corregido.
entry-withdrawn = El ingreso está retirado y no cuenta.
entry-restored = El ingreso vuelve a contar.
entry-latest = Últimos ingresos
entry-latest-none = Lo que ingrese aparece aquí, para corregirlo o retirarlo.
entry-correct = Corregir
entry-withdraw = Retirar
entry-restore = Deshacer
entry-keys = Teclas
entry-keys-digits = eligen un número, t es 10; y o s es sí, n es no
entry-keys-letters = eligen o marcan una respuesta
entry-keys-next = siguiente pregunta
entry-keys-clear = vacía la pregunta
entry-keys-save = guarda y abre el siguiente formulario
entry-error-required = La pregunta { $number } necesita una respuesta: ingrésela, o diga que quedó en blanco
entry-error-choice = Pregunta { $number }: elija una de las respuestas ofrecidas
entry-error-off-scale = Pregunta { $number }: el número está fuera de lo que se puede responder
entry-error-too-long = Pregunta { $number }: es demasiado largo
entry-error-email = Pregunta { $number }: ingrese un correo electrónico como nombre@example.gov
entry-error-phone = Pregunta { $number }: ingrese un número de teléfono como 202-555-0143
entry-error-day = Pregunta { $number }: ingrese un día que se pueda responder
entry-error-digits = Pregunta { $number }: ingrese solo dígitos
entry-error-zip-code = Pregunta { $number }: ingrese un código postal como 20500
entry-error-web-address = Pregunta { $number }: ingrese una dirección como https://example.gov
entry-error-ticks = Pregunta { $number }: hay muy pocas o demasiadas respuestas marcadas
entry-error-nothing = Ingrese al menos una respuesta
entry-error-other = No se puede guardar este ingreso: revise el lote y las respuestas
entry-error-future = Ingrese un día que no esté en el futuro
entry-error-expired = Ingrese un día en que la aprobación de la encuesta seguía vigente
