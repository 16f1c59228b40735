# Encuestas: lista, preparación, detalle.

surveys-title = Encuestas
surveys-caption = Encuestas a su alcance
surveys-lately = Respuestas, últimos 90 días
surveys-none = Todavía no hay encuestas
surveys-none-text = Elija un instrumento estándar, diga de qué servicio trata y publíquelo. Las respuestas llegan aquí y al tablero.
surveys-none-here = Ninguna encuesta coincide
surveys-none-here-text = Las encuestas archivadas se muestran solo cuando elige ese estado.
surveys-all = Mostrar todas las encuestas
survey-set-up = Preparar una encuesta
survey-name = Nombre
survey-name-hint = El personal conoce la encuesta por él; el público no lo ve.
survey-service = Servicio
survey-state = Estado
survey-instrument = Instrumento
survey-channel = Canal
survey-channel-hint = Las respuestas cuentan para este canal, salvo que digan otra cosa.
survey-touchpoint = Punto de contacto
survey-touchpoint-hint = Solo cuando la encuesta trata de un lugar del servicio.
survey-expires = Último día
survey-expires-hint = Después de este día, el formulario no acepta más respuestas.
survey-expired = Vencida
survey-no-expiry = sin fin
survey-choose-title = Elegir un instrumento
survey-choose-text = Los instrumentos estándar mantienen los resultados comparables en el tiempo y con otros. Usted elige entre las redacciones permitidas y omite lo opcional; el resto está listo en inglés y español.
survey-questions-count = { $n ->
    [one] { $n } pregunta
   *[other] { $n } preguntas
  }
survey-pages-count = { $n ->
    [one] { $n } página
   *[other] { $n } páginas
  }
survey-federal = A-11, sección 280
survey-set-up-title = Preparar: { $name }
survey-change = Cambiar
survey-change-title = Cambiar: { $name }
survey-in-english = { $what } (inglés)
survey-in-spanish = { $what } (español)
survey-for-example = Por ejemplo: { $example }
survey-where = De qué trata
survey-names = Nombres en las preguntas
survey-names-text = Las preguntas hablan de ellos. Escríbalos como los conoce la gente; el formulario en español usa el inglés cuando falta el español.
survey-questions = Preguntas
survey-questions-text = Los nombres que escriba estarán en las preguntas después de guardar; hasta entonces hay ejemplos entre corchetes.
survey-question = Pregunta { $number }
survey-page = Página { $number }
survey-wording = Redacción
survey-demanded = Siempre se pregunta
survey-demanded-reason = Las reglas del instrumento exigen esta pregunta, con respuesta.
survey-ask = Hacer la pregunta { $number }
survey-asked-after = Depende de la respuesta a la pregunta { $number }
survey-choices = Respuestas que se ofrecen
survey-choice-demanded = debe ofrecerse
survey-around = Alrededor de las preguntas
survey-form-title = Encabezado
survey-form-title-hint = Vacío: el encabezado propio del instrumento.
survey-introduction = Introducción
survey-introduction-hint = Una o dos frases debajo del encabezado.
survey-thanks = Después de enviar
survey-thanks-hint = Qué pasa con las respuestas, además del agradecimiento.
survey-notices = Avisos
survey-notices-text = Los formularios federales deben mostrarlos. Déjelos vacíos si esa regla no se aplica.
survey-control-number = Número de control de la OMB
survey-control-number-hint = Cuatro dígitos, un guion, cuatro dígitos.
survey-burden = Minutos para responder
survey-burden-hint = El promedio, según la aprobación.
survey-privacy = Aviso de privacidad
survey-privacy-hint = Por qué pregunta y qué pasa con las respuestas.
survey-save-draft = Guardar como borrador
survey-trend-title = Qué hace un cambio con la tendencia
survey-trend-text = Otro nombre, encabezado o aviso no cambia ninguna cifra. Otra redacción de una pregunta cuenta aparte de la anterior: su tendencia empieza de nuevo. Un cambio en lo que se pregunta crea la versión { $number }; las respuestas anteriores quedan con la versión a la que se dieron.
survey-reworded-title = Estas respuestas contarán aparte
survey-reworded-text = Las preguntas siguientes reciben otra redacción. Lo que ya se respondió queda como está, pero no se suma a lo que venga: cada tendencia empieza de nuevo el día en que guarde.
survey-understood = Entiendo que estas tendencias empiezan de nuevo
survey-save-version = Guardar como versión { $number }
survey-made = La encuesta está guardada como borrador. Mire la vista previa y luego publíquela.
survey-changed = La encuesta cambió.
survey-new-version = La encuesta cambió: el público ve ahora la nueva versión.
survey-published = La encuesta está publicada: el público puede responder.
survey-closed = La encuesta está cerrada. Sus resultados quedan.
survey-archived = La encuesta está archivada. Sus resultados quedan.
survey-not-publishable = La encuesta aún no puede publicarse: vea qué lo impide.
survey-state-moved = Otra persona cambió la encuesta mientras tanto. Así está ahora.
survey-preview = Vista previa
survey-open = Abrir el formulario
survey-link = Enlace público
survey-link-text = Ponga este enlace en su página, en su correo o en un cartel.
survey-problems = Impide la publicación
survey-problem-nothing-asked = La encuesta no pregunta nada: cámbiela y haga al menos una pregunta.
survey-problem-empty-text = La pregunta { $question } no tiene texto.
survey-problem-repeated-key = Dos preguntas se llaman { $question }.
survey-problem-never-asked = La pregunta { $question } nunca puede hacerse: sus condiciones se contradicen o se omitió aquello de lo que depende.
survey-problem-never-shown = La página { $page } nunca puede mostrarse: sus condiciones se contradicen.
survey-problem-empty-page = La página { $page } está vacía: agregue una pregunta o quite la página.
survey-problem-unfit-key = «{ $key }» no puede ser un nombre: use hasta 40 letras minúsculas, cifras y _.
survey-problem-repeated-page = Dos páginas se llaman { $page }.
survey-problem-too-few-choices = La pregunta { $question } necesita { $n ->
    [one] al menos una respuesta
   *[other] al menos { $n } respuestas
} para elegir.
survey-problem-repeated-choice = La pregunta { $question } tiene dos opciones llamadas { $choice }.
survey-problem-empty-choice = La pregunta { $question } tiene una opción sin texto: { $choice }.
survey-problem-cannot-be-answered = La pregunta { $question } no puede responderse: sus límites excluyen toda respuesta.
survey-problem-condition-not-before = { $place } depende de { $question }, que no viene antes.
survey-problem-condition-other-kind = { $place } depende de { $question }, que no tiene respuestas de ese tipo.
survey-problem-condition-no-such-answer = { $place } espera una respuesta que { $question } no ofrece.
survey-problem-condition-nothing-named = { $place } depende de { $question }, pero no nombra ninguna respuesta.
survey-problem-piped-too-early = El texto de { $place } repite la respuesta a { $question }, que no se pregunta en una página anterior.
survey-problem-expired = Su aprobación terminó el { $date }: escriba primero el nuevo último día.
survey-advice = Antes de publicar
survey-advice-language = Faltan algunos textos en { $language }: quienes lo leen verán inglés allí.
survey-advice-control-number = No hay número de control de la OMB. Un formulario federal lo necesita.
survey-advice-expires = Hay número de control pero no último día: el formulario no se detendría al terminar la aprobación.
survey-next-step = Siguiente paso
survey-act-publish = Publicar
survey-act-reopen = Reabrir
survey-act-close = Cerrar
survey-act-archive = Archivar
survey-act-restore = Sacar del archivo
survey-meaning-publish = El público puede responder desde ahora. Lo que se pregunta queda guardado como versión.
survey-meaning-reopen = El público puede responder otra vez.
survey-meaning-close = El formulario no acepta más respuestas. Los resultados quedan, y puede reabrirla.
survey-meaning-archive = Fuera de la vista en las listas. Los resultados quedan, y puede sacarla de nuevo.
survey-meaning-restore = Vuelve a verse en las listas, cerrada.
survey-facts = La encuesta
survey-not-stated = sin indicar
survey-minutes = { $n ->
    [one] { $n } minuto
   *[other] { $n } minutos
  }
survey-responses = Sus respuestas
survey-import = Importar respuestas
survey-asks = Lo que pregunta (versión { $number })
survey-versions = Versiones
survey-version = Versión
survey-version-made = Creada
survey-version-shown = Mostrada por primera vez al público
survey-version-current = actual
survey-version-never = todavía no
error-control-number = Escríbalo como 1234-5678
error-touchpoint = Elija un punto de contacto de este servicio
survey-questions-own = Usted escribe las preguntas: guarde y siga en el constructor.
survey-copy = Copiar la encuesta
survey-copy-title = Copiar: { $name }
survey-copy-text = La copia es un borrador propio, con las preguntas, textos y avisos como están en el constructor. Sus respuestas se cuentan aparte.
survey-copy-name = Copia de { $name }
survey-copy-act = Hacer la copia
survey-copied = La copia está hecha. Es un borrador.
survey-file-out = Guardar como archivo (JSON)
survey-file-in = Preparar desde un archivo
survey-file-title = Preparar una encuesta desde un archivo
survey-file-text = Elija una encuesta guardada como archivo, aquí o en otra instalación, o pegue su texto. No se crea nada si algo no corresponde.
survey-file-name-hint = Vacío: el nombre del archivo.
survey-file-choose = Archivo (JSON)
survey-file-paste = O péguelo aquí
survey-file-act = Prepararla
survey-file-none = Elija un archivo o pegue su texto
survey-file-taken = La encuesta se preparó desde el archivo. Es un borrador.
survey-file-faults = { $n ->
    [one] { $n } cosa del archivo no corresponde. No se creó nada.
   *[other] { $n } cosas del archivo no corresponden. No se creó nada.
  }
survey-answers = Respuestas de la biblioteca
survey-answers-takes = También recibe «¿Le sirvió?» de
survey-answers-of-none = Ninguna respuesta
survey-answers-of-service = Respuestas de este servicio
survey-answers-of-organisation = Respuestas de toda la organización
survey-answers-hint = Cada sí o no bajo una respuesta se convierte en una opinión sobre el servicio de esa respuesta. Una sola encuesta las recibe a la vez: si elige esta, la otra deja de recibirlas. Una encuesta que recibe las de un servicio va antes que una que recibe las de la organización.
survey-answers-unfit = Para recibir «¿Le sirvió?» de las respuestas, esta encuesta debe preguntarlo con esas palabras: elija primero esa redacción.
survey-answers-kept = Se guardó de qué respuestas recibe opiniones la encuesta.
