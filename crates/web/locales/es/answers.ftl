# La biblioteca de respuestas: respuestas públicas y cómo se escriben.

answers-title = Respuestas
answers-search = ¿Qué quiere saber?
answers-search-hint = Pregunte con sus palabras, como preguntaría a una persona.
answers-search-act = Buscar respuestas
answers-found-title = Respuestas a «{ $words }»
answers-found = { $n ->
    [one] 1 respuesta
   *[other] { $n } respuestas
}
answers-corrected = Se muestran respuestas a «{ $words }».
answers-none = No se encontró nada para «{ $words }»
answers-none-text = Pruebe con otras palabras o pregúntenos: una persona lee lo que escribe.
answers-ask = Pregúntenos
answers-not-there = ¿No está su pregunta?
answers-by-experience = Su momento de vida
answers-by-service = Por servicio
answers-popular = Lo que muchas personas preguntan
answers-count = { $n ->
    [one] 1 respuesta
   *[other] { $n } respuestas
}
answers-all = Todas las respuestas
answers-empty = Aquí todavía no hay respuestas. Pregúntenos: una persona lee lo que escribe.
answers-group-empty = Aquí todavía no hay respuestas.
answer-changes-on = A partir del { $day } vale otra cosa.
answer-slots = ¿Qué vale en su caso?
answer-slots-act = Ver mi respuesta
answer-next-steps = Qué hacer ahora
answer-details = Más información
answer-other-words = Dicho de otra manera
answer-alternatives = Si esto no le sirve
answer-helper = Quién puede ayudarle
answer-helped = ¿Le sirvió?
answer-helped-yes = Sí, me sirvió
answer-helped-no = No me sirvió
answer-helped-yes-thanks = Gracias. Dijo que le sirvió.
answer-helped-no-thanks = Gracias por decirlo. Lo contamos, y lo ve quien cuida esta respuesta.
answer-missing-act = Enviarlo
answer-missing-thanks = Gracias. Lo que escribió lo leen quienes se ocupan de este servicio.
answer-still = ¿Todavía necesita ayuda?
answer-still-act = Preguntar a una persona
answer-sources = De dónde viene esto
answer-from = De { $organisation }. Dice esto desde el { $day }.
answer-more-of = Más respuestas sobre { $service }

library-title = Respuestas
library-text = Una respuesta a cada pregunta, la misma en todos los canales. Lo que está aprobado es lo que la gente lee.
library-search = Palabras de una pregunta o una respuesta
library-search-act = Buscar
library-any = Cualquiera
library-show = Mostrar
library-show-due = Por revisar
library-show-without = Sin texto en { $language }
library-public = Como las ve el público
library-none-found = Ninguna respuesta coincide.
library-all = Mostrar todas las respuestas
library-empty = Todavía no hay respuestas
library-empty-text = Escriba la respuesta a la pregunta que más oye, o traiga las preguntas y respuestas que ya tiene.
library-caption = Respuestas a su alcance
library-total = { $n ->
    [one] 1 respuesta
   *[other] { $n } respuestas
}
library-more = Se muestran las primeras { $n }: busque para ver otras.
answer-question = Pregunta
answer-state = Estado
answer-state-draft = Borrador
answer-state-review = Espera aprobación
answer-state-approved = Aprobada
answer-state-retired = Fuera de uso
answer-older-in-force = se lee la versión anterior
answer-due = Por revisar
answer-without = Sin texto en { $language }
answer-audience = Para quién
audience-public = Todo el mundo
audience-partner = Organizaciones asociadas y personal
audience-staff = Solo el personal
audience-hint-public = En las páginas públicas, en las búsquedas y leída por el personal.
audience-hint-partner = Para organizaciones que tienen un enlace del servicio.
audience-hint-staff = Nunca se muestra fuera del escritorio.
answer-reads = Lecturas en 90 días
answer-reads-90 = Lecturas en 90 días
answer-reads-desk = Del personal, con una persona o para una respuesta
answer-said = El { $share } de { $n } dijo que le sirvió
answer-said-few = Menos de { $smallest } personas dijeron si les sirvió
answer-said-nothing = Nadie dijo si le sirvió
answer-owner = Responsable
answer-owner-hint = Quien la mantiene correcta y recibe el aviso cuando toca revisarla.
answer-owner-none = Nadie todavía
answer-add = Escribir una respuesta
answer-change = Cambiar la respuesta
answer-save = Guardar como borrador
answer-added = La respuesta se guardó como borrador. Nadie la lee hasta que se apruebe.
answer-saved = El cambio se guardó como borrador. Se lee la versión anterior hasta que se apruebe esta.
answer-words = Textos
answer-words-text = El inglés y el español están lado a lado. Lo que falta en un idioma se muestra en el otro.
answer-field-in = { $field } ({ $language })
answer-field-question = Pregunta
answer-field-variants = También se pregunta así
answer-field-short = Respuesta breve
answer-field-other-words = Dicho de otra manera
answer-field-next-steps = Próximos pasos
answer-field-details = Detalles
answer-field-alternatives = Cuando la respuesta es no
answer-field-helper-name = Quién puede ayudar
answer-field-helper-phone = Su teléfono
answer-field-helper-hours = Su horario
answer-field-helper-hand-over = Qué les dice primero el personal
answer-field-clarifying = Qué pregunta el personal
answer-field-sources = Fuentes
answer-field-slots = De qué depende
answer-field-hint-question = Con las palabras de la gente, no las de la oficina
answer-field-hint-variants = Una forma de preguntar en cada línea
answer-field-hint-short = Una o dos frases que responden. Ponga lo que depende entre llaves, como {"{"}fee{"}"}.
answer-field-hint-other-words = Lo mismo para quien no lo entendió a la primera
answer-field-hint-next-steps = Uno en cada línea; tras una barra, cuánto tarda de verdad: Enviar el formulario | 10 minutos
answer-field-hint-details = Todo lo demás, en Markdown: **negrita**, listas con -, enlaces como [palabras](https://…)
answer-field-hint-alternatives = Qué más puede hacer la persona. Nunca un no a secas.
answer-field-hint-helper-name = Una oficina o una persona
answer-field-hint-helper-phone = Como se marca
answer-field-hint-helper-hours = Por ejemplo, lunes a viernes de 8 a 17
answer-field-hint-helper-hand-over = Para que la persona no empiece de nuevo. Solo lo ve el personal.
answer-field-hint-clarifying = Una pregunta en cada línea. Solo las ve el personal.
answer-field-hint-sources = Una en cada línea; tras una barra, su dirección: 22 CFR 51 | https://…
answer-slots-field = De qué depende
answer-slots-hint = Una clave y una pregunta, luego = lo que dice si no se sabe, luego una opción en cada línea: - adult: 16 or older => 130 dollars. El español va tras una barra.
answer-about = Sobre esta respuesta
answer-organisation = Organización
answer-service = Servicio
answer-service-none = Ningún servicio en particular
answer-needs = Necesidades que atiende
answer-needs-hint = Una en cada línea, como las nombran los contactos: renew a passport
answer-experiences = Momentos de vida
answer-review-on = Volver a revisarla el
answer-review-on-hint = Un año después de aprobarla, si no dice otra cosa
answer-ends-on = Vale hasta
answer-ends-on-hint = Déjelo vacío si no tiene fin
answer-this-version = Este cambio
answer-note = Qué cambió
answer-note-hint = Lo lee el personal, y el público antes de que valga el cambio
answer-starts-on = Vale desde
answer-starts-on-hint = Déjelo vacío para que valga ya
answer-must-read = El personal debe leerla y confirmarlo
answer-must-read-hint = Quien atiende a la gente sobre esto recibe un correo, y usted ve quién no la ha leído.
answer-training = Formación
answer-training-hint = Dónde aprende más el personal sobre el cambio
answer-training-link = Aprender más sobre el cambio
answer-as-read = Como se lee
answer-version = Versión
answer-version-number = Versión { $n }
answer-reading-version = Se lee la versión { $n }
answer-nobody-reads = Nadie la lee todavía
answer-next-step = Siguiente paso
answer-approve = Aprobarla
answer-send-to-review = Pedir la aprobación
answer-return = Devolverla para seguir escribiendo
answer-in-review = La respuesta espera aprobación.
answer-returned = La respuesta vuelve a ser un borrador.
answer-approved-now = La respuesta está aprobada.
answer-retired = La respuesta está fuera de uso. Ya nadie la lee.
answer-moved = Alguien guardó la respuesta mientras tanto. Mírela como está y luego apruébela.
answer-other-state = Ese paso no corresponde al estado actual de la respuesta.
answer-needs-short = Escriba primero la respuesta breve en todos los idiomas.
answer-bad-day = Escriba el día como se elige en el campo, por ejemplo 2027-01-31.
answer-readers = Quién leyó el cambio
answer-readers-count = { $read } lo confirmaron, { $unread } todavía no.
answer-unread = Todavía no
answer-read-by = Confirmado
answer-versions = Versiones
answer-versions-caption = Todas las versiones, la última primero
answer-written = Escrita
answer-approved = Aprobada
answer-compared = Lo que esta versión dice distinto de la
answer-same = Dice lo mismo que la versión anterior.
answer-removed = Quitado:
answer-inserted = Añadido:
answer-restore = Guardar esta versión otra vez como borrador
answer-restored = La versión antigua se guardó otra vez como borrador.
answer-back = Volver a la respuesta
answer-retire-act = Poner la respuesta fuera de uso
answer-retire-question = ¿Poner «{ $name }» fuera de uso?
answer-retire-consequence = Ya nadie la lee y ninguna búsqueda la encuentra. Sus versiones quedan; si la guarda de nuevo, es un borrador.
answer-changes-title = Respuestas cambiadas por leer
answer-changes-text = Estas respuestas cambian lo que usted dice a la gente. Lea cada una antes de que valga y confírmelo.
answer-changes-none = Nada que leer
answer-changes-none-text = Cuando cambie una respuesta que usted debe conocer, aparecerá aquí y recibirá un correo.
answer-changes-unread = { $n ->
    [0] Las leyó todas.
    [one] 1 le espera.
   *[other] { $n } le esperan.
}
answer-change-now = Vale ya.
answer-change-from = Vale desde el { $day }.
answer-acknowledge = La leí
answer-acknowledged = Anotado: la leyó.
answer-acknowledged-at = La confirmó el { $at }.
answer-mail-subject = Por favor, lea: { $question }
answer-mail-text = Cambia una respuesta que usted da a la gente. Léala y confirme que la leyó.
answer-mail-act = Leer el cambio y confirmarlo
answer-import = Traer preguntas y respuestas
answer-import-text = Traiga las preguntas y respuestas que tiene: una tabla, un texto en Markdown o una página web. Primero ve qué se entendió; luego se hacen borradores. No se publica nada.
faq-form = ¿En qué forma están?
faq-form-csv = Una tabla (CSV) con columnas «question» y «answer»
faq-form-markdown = Markdown con un título para cada pregunta
faq-form-html = Una página web
faq-file = Archivo
faq-text = O el texto mismo
faq-text-hint = Péguelo aquí si no tiene un archivo.
faq-language = Idioma
faq-try = Ver qué se entiende
faq-take = Hacer borradores de estas
faq-understood = Lo que se entendió
faq-taken = Traídas como borradores
faq-counts = { $taken } por traer, { $known } ya en la biblioteca, { $left } dejadas fuera.
faq-taken-caption = Preguntas con sus respuestas breves
faq-topic = Tema
faq-more = y detalles
faq-known = Ya en la biblioteca
faq-left-out = Dejadas fuera
faq-place = Lugar { $n }:
faq-why-no-answer = no hay nada debajo
faq-why-no-question = no hay una pregunta encima
faq-why-repeated = la misma pregunta ya está antes
faq-why-does-not-fit = es demasiado larga o tiene signos que no caben
faq-see-drafts = Ver los borradores

contact-desk-title = Un contacto
contact-desk-find = Buscar la respuesta
contact-desk-need = ¿Qué necesita la persona?
contact-desk-customer = ¿Quién es?
contact-desk-customer-hint = Su número o dirección, como la conocen sus sistemas. No se guarda.
contact-desk-any-service = Cualquier servicio
contact-desk-language = Su idioma
contact-desk-none = Ninguna respuesta encaja
contact-desk-none-text = Pruebe con otras palabras. No deje a la persona con un «no sé»: abra un caso o pásela a alguien que sepa.
contact-desk-others = Otras respuestas que encajan
contact-desk-earlier = Lo que hizo antes
contact-desk-no-earlier = No se conoce ningún contacto anterior con ese nombre.
contact-desk-log = Anotarlo
contact-desk-log-act = Anotarlo y seguir
contact-desk-what = De qué se trató
contact-desk-outcome = ¿Cómo terminó para la persona?
contact-desk-minutes = Minutos que tomó
contact-logged = El contacto está anotado. Listo para el siguiente.
contact-about = Usted leyó:
case-fitting = Respuestas que encajan
case-fitting-hint = Ponga una en su respuesta y ajústela a esta persona. Pulse 1, 2 o 3 cuando no esté escribiendo.
case-put-in = Ponerla en la respuesta
case-ask-back = Pregunte:
case-read-before = Leído antes de escribir
case-answers-sent = Respuestas enviadas

gaps-title = Qué escribir ahora
gaps-text = Dónde la gente pregunta y nadie responde, qué no ayuda y qué se contradice: según a cuántas personas tocó en los últimos 90 días, para que primero venga la hora de escritura más útil.
gaps-none = No falta nada
gaps-none-text = Las búsquedas en vano, las necesidades sin respuesta y las respuestas que no ayudan aparecen aquí a medida que se usa la biblioteca.
gaps-caption = Qué escribir, primero lo que toca a más personas
gap-what = Qué
gap-kind = Por qué
gap-volume = A cuántas personas
gap-kind-searched = Buscado en vano
gap-kind-searched-by-staff = Buscado en vano por el personal
gap-kind-unanswered = Una necesidad sin respuesta
gap-kind-cases = Casos respondidos sin la biblioteca
gap-kind-distrusted = Muchas personas dicen que no les sirve
gap-kind-contradiction = La misma pregunta con datos distintos
gap-facts = Una dice { $these }, la otra { $those }.
gap-volume-searched = { $n ->
    [one] 1 búsqueda
   *[other] { $n } búsquedas
}
gap-volume-searched-by-staff = { $n ->
    [one] 1 búsqueda
   *[other] { $n } búsquedas
}
gap-volume-unanswered = { $n ->
    [one] 1 contacto
   *[other] { $n } contactos
}
gap-volume-cases = { $n ->
    [one] 1 caso
   *[other] { $n } casos
}
gap-volume-distrusted = { $n ->
    [one] 1 persona
   *[other] { $n } personas
}
gap-volume-contradiction = { $n ->
    [one] 1 lectura
   *[other] { $n } lecturas
}

answer-consistency = Coherencia en 90 días
answer-consistency-share = { $share } de { $n } mensajes en los que se puso la mantuvieron ({ $low } a { $high })
answer-consistency-few = Se puso en menos de { $smallest } mensajes
gap-kind-departed = Hay mensajes que se apartan de la respuesta aprobada
gap-kind-contradicted = Hay mensajes con datos distintos de los de la respuesta aprobada
gap-missing = No dicen { $missing }.
gap-instead = La respuesta dice { $missing }, los mensajes dicen { $instead }.
gap-volume-departed = { $n ->
    [one] 1 de { $replies } mensajes
   *[other] { $n } de { $replies } mensajes
}
gap-volume-contradicted = { $n ->
    [one] 1 mensaje
   *[other] { $n } mensajes
}

answer-came-back = Quienes leyeron esto volvieron por
answer-came-back-line = «{ $next }»: el { $share } de { $n } en { $days } días.
answer-came-back-same = Volvieron por lo mismo: la respuesta no lo resuelve.
answer-came-back-add = Añádalo a esta respuesta o enlace la respuesta que ya existe.
answer-came-back-write = Todavía no hay respuesta: escríbala.
thanks-answers = Lo que otras personas preguntan sobre este servicio
plain-passive = dice que algo se hace, no quién lo hace.
plain-long = es larga: haga dos frases.
plain-jargon = es una palabra de oficina.
plain-instead = es una palabra de oficina. Diga: { $words }.
