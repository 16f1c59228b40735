# La página principal, los formularios que responde el público y lo que decimos de ellos.

home-title = Opiniones
home-heading = ¿Cómo lo estamos haciendo?
home-lead = { $agency } quiere saber cómo le funcionan sus servicios. Elija el que usó: toma cerca de un minuto y no necesita una cuenta.
home-open-now = Cuéntenos sobre
home-nothing-open = Ahora mismo no hay ninguna encuesta abierta. Vuelva más tarde, por favor.
home-questions = { $n ->
    [one] { $n } pregunta
   *[other] { $n } preguntas
  }

form-minutes = { $n ->
    [one] Toma cerca de { $n } minuto
   *[other] Toma cerca de { $n } minutos
  }
form-already-in = Gracias: ya recibimos sus respuestas. Puede agregar un poco más abajo, o
form-stop-here = terminar aquí
other-words = “{ $choice }”: en pocas palabras
leave-out-personal-details = No incluya datos personales, como su número de Seguro Social.
error-nothing-answered = Responda al menos una pregunta antes de enviar el formulario
only-if-it-follows = Responda esto solo si corresponde a una respuesta de arriba.
list-and = { $first } y { $last }
clicked-lead = Esta es la respuesta que eligió. Envíela o elija otra antes.
send-this-answer = Enviar esta respuesta
day-month = Mes
day-day = Día
day-year = Año
hint-number = Un número entero.
hint-number-range = Un número entero de { $low } a { $high }.
hint-date = Por ejemplo: octubre 3 2026.
hint-digits = Solo dígitos.
hint-zip-code = Cinco dígitos, o nueve con un guion.
hint-web-address = Por ejemplo: https://example.gov/pagina
hint-ticks = Marque todo lo que corresponda.
hint-ticks-exactly = Marque { $n }.
hint-ticks-at-least = Marque al menos { $n }.
hint-ticks-at-most = { $n ->
    [one] Marque una como máximo.
   *[other] Marque hasta { $n }.
  }
hint-ticks-between = Marque de { $fewest } a { $most }.
error-choose-for = Elija una respuesta para “{ $row }”
error-ticks-exactly = Marque exactamente { $n }
error-ticks-at-least = Marque al menos { $n }
error-ticks-at-most = { $n ->
    [one] No marque más de una
   *[other] No marque más de { $n }
  }
error-ticks-between = Marque de { $fewest } a { $most }
error-date-missing = Escriba un día
error-day = Escriba un día del calendario: mes, día y año
error-day-from = Escriba el { $first } o un día posterior
error-day-until = Escriba el { $last } o un día anterior
error-day-between = Escriba un día entre el { $first } y el { $last }
error-phone = Escriba un número de teléfono, como 202-555-0143
error-digits = Escriba solo dígitos
error-zip-code = Escriba un código postal, como 20500 o 20500-0001
error-web-address = Escriba una dirección web, como https://example.gov

preview-heading = Vista previa
preview-text = Así verá el público el formulario. Las preguntas siguen las respuestas de página en página; nada se guarda.
preview-over-heading = El formulario termina aquí
preview-over-text = Con estas respuestas las personas leen ahora el agradecimiento. No se guardó nada.
preview-again = Empezar de nuevo

notice-control-number = Número de control de la OMB { $number }
notice-expires = Vence el { $date }
notice-burden-title = Cuánto tiempo toma
notice-burden = { $n ->
    [one] Responder toma { $n } minuto en promedio, incluido el tiempo para leer las preguntas.
   *[other] Responder toma { $n } minutos en promedio, incluido el tiempo para leer las preguntas.
  }
notice-not-required = Responder es voluntario. No está obligado a responder a una recopilación de información que no muestre un número de control válido de la OMB.
notice-privacy-title = Privacidad

thanks-title = Gracias
thanks-lead = Recibimos sus respuestas sobre { $service }.
thanks-next-title = Qué sigue ahora
thanks-counted = Desde este momento cuentan en los resultados de { $service }.
thanks-read = Las personas a cargo del servicio leen los comentarios y buscan qué mejorar primero.
thanks-no-reply = Nadie le contactará por este formulario. Si necesita ayuda, use las vías habituales para comunicarse con el servicio.
thanks-home = Opinar sobre otro servicio

privacy-title = Privacidad
privacy-lead = Qué guarda { $agency } cuando usted responde un formulario en este sitio, y qué no.
privacy-kept-title = Qué se guarda
privacy-kept-answers = Las respuestas y las palabras que usted envía.
privacy-kept-circumstances = Cuándo las envió, el idioma, el canal y si usó un teléfono, una tableta o una computadora.
privacy-not-kept-title = Qué no se guarda
privacy-no-address = Su dirección de red no se guarda con sus respuestas.
privacy-no-tracking = En estas páginas no hay programas, imágenes ni contadores de otras empresas.
privacy-cookies = No hay cookies de rastreo entre sitios. Una cookie recuerda el idioma que eligió. Otra distingue, durante treinta días, la segunda lectura de nuestras respuestas de la primera, para que lo que leyó nos llegue cuando pregunta y para ver qué se necesita después; guardamos solo una forma cifrada de ella, sesenta días, y ninguna si su navegador pide no ser reconocido. El personal que inicia sesión recibe una para su sesión. Las respuestas que aún no envió quedan en su propia pestaña.
privacy-survey = Si un formulario tiene su propia declaración de privacidad, la muestra debajo de las preguntas.

accessibility-title = Accesibilidad
accessibility-lead = { $agency } quiere que todas las personas puedan responder.
accessibility-keyboard = Cada formulario funciona solo con el teclado y con un lector de pantalla.
accessibility-script = Cada formulario funciona sin JavaScript.
accessibility-zoom = El texto se puede ampliar hasta el 400 por ciento, y las páginas caben en una pantalla de 320 píxeles de ancho. Los colores siguen el modo claro u oscuro de su dispositivo.
accessibility-languages = Cada página está en inglés y en español; un formulario se ofrece en los idiomas a los que fue traducido.
accessibility-standard = Estas páginas siguen las Pautas de Accesibilidad para el Contenido Web 2.2, nivel AA, y la Sección 508.

proof-title = Hemos recibido sus respuestas
proof-lead = Un momento, por favor: la página sigue por sí sola.
proof-text = Acaban de llegar muchas más respuestas de lo habitual desde su red. Su navegador está haciendo un breve cálculo para mostrar que no es un programa que envía en masa. No tiene que hacer nada ni esperar: puede continuar enseguida.
