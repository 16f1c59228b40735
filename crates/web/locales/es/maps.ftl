# Mapas de recorridos y su editor.

maps-title = Mapas de recorridos
maps-text = Lo que las personas pasan para lograr algo, paso a paso, como está pensado o como será, junto a lo que hacen de verdad.
maps-caption = Mapas de recorridos
maps-none = Todavía no hay mapas de recorridos
maps-none-text = Trace lo que las personas pasan, desde la primera pregunta hasta el final, y vea dónde la realidad se aparta del mapa.
maps-archived = Mapas guardados aparte
maps-archived-title = Mapas de recorridos guardados aparte
maps-archived-none = No se guardó ninguno aparte
maps-archived-none-text = Un mapa que ya no hace falta se puede guardar aparte en su página. Queda aquí y se puede volver a sacar.
maps-back = Volver a los mapas de recorridos
map-begin = Empezar un mapa de recorrido
map-begin-act = Empezar
map-begin-text = Elija de qué trata el mapa. Las etapas y los pasos vienen después, en el editor.
map-begun = El mapa está empezado. Agregue su primera etapa.
map-title = Título
map-title-hint = Por ejemplo, «Renovar un pasaporte».
map-about = Trata de
map-about-hint = Un servicio, o una experiencia de vida que cruza servicios de varias organizaciones. De ahí vienen los puntos de contacto que se pueden elegir.
map-scope-life-experience = Experiencia de vida: { $name }
map-life-experience = Experiencia de vida
map-state = Estado
map-state-current = Actual
map-state-future = Futuro
map-state-hint-current = Cómo son las cosas.
map-state-hint-future = Cómo serán.
map-persona = A quién sigue
map-persona-hint = Un personaje, un segmento, una persona o entidad clave.
map-description = Para qué sirve
map-stages = Etapas
map-steps = Pasos
map-changed = Cambiado
map-burden = Pide a las personas
map-copied-from = Copiado de
map-original = El mapa original
map-edit = Editar el mapa
map-look = Ver el mapa
map-designer = Editor
map-design-of = Editar: { $name }
map-about-title = Título y descripción
map-print = Imprimir en una página
map-put-away = Guardado aparte
map-archive = Guardar este mapa aparte
map-archived = El mapa está guardado aparte. Abajo se puede volver a sacar.
map-restore = Volver a sacar este mapa
map-restored = El mapa está otra vez entre los demás.
map-copy = Hacer una copia
map-copy-act = Copiar
map-copy-name = { $name } – como será
map-copy-text = La copia conserva todas las etapas y los pasos. Cámbiela con libertad: el original queda como está.
map-copied = El mapa está copiado. Esta es la copia.
map-from-file = Un mapa de un archivo
map-file-text = Entregue un mapa de recorrido que se guardó como JSON aquí o en otra instalación. Los servicios y puntos de contacto se buscan por su nombre.
map-file-act = Hacer un mapa con él
map-file-taken = El mapa está hecho con el archivo.
map-file-left-out = El mapa está hecho. No se conoce aquí y se dejó fuera: { $name }

# La cuadrícula.
map-grid-label = { $stages ->
    [one] { $stages } etapa
   *[other] { $stages } etapas
  }, { $steps ->
    [one] { $steps } paso
   *[other] { $steps } pasos
  }, en orden
map-lane-doing = Hace
map-lane-thinking = Piensa
map-lane-feeling = Siente
map-lane-where = Dónde
map-lane-pains = Lo que molesta
map-lane-moment = Momento decisivo
map-lane-opportunities = Oportunidades
map-lane-owner = Responsable
map-lane-burden = Pide a las personas
map-emotion-curve = Curva de emociones
map-thought = «{ $words }»
map-emotion = { $words } ({ $value })
map-emotion-very-bad = Muy mal
map-emotion-bad = Mal
map-emotion-neutral = Ni bien ni mal
map-emotion-good = Bien
map-emotion-very-good = Muy bien
map-burden-minutes = { $n ->
    [one] { $n } minuto
   *[other] { $n } minutos
  }
map-burden-documents = { $n ->
    [one] { $n } documento
   *[other] { $n } documentos
  }
map-burden-trips = { $n ->
    [one] { $n } viaje
   *[other] { $n } viajes
  }
map-optional = Opcional
map-repeatable = Puede repetirse
map-stage-empty = Todavía no hay pasos.
map-empty = El mapa está vacío
map-empty-text = Empiece por sus etapas, como «Informarse», «Solicitar», «Esperar», «Recibir». Luego agregue lo que las personas hacen en cada una.

# El editor.
map-kept = Todo se guarda sobre la marcha, y la última acción se puede deshacer.
map-unmatched = { $n ->
    [one] { $n } paso no nombra ninguna actividad observada, así que no se puede comparar con lo que las personas hacen.
   *[other] { $n } pasos no nombran ninguna actividad observada, así que no se pueden comparar con lo que las personas hacen.
  }
map-drag-hint = Arrastre un paso a otro lugar, o mantenga Alt y pulse la flecha izquierda o derecha mientras está en él.
map-stage-add = Agregar una etapa
map-stage-title = Etapa: { $name }
map-stage-name = Nombre de la etapa
map-stage-name-hint = Por ejemplo, «Solicitar».
map-stage-save = Guardar etapa
map-stage-saved = La etapa está guardada.
map-stage-removed = La etapa está eliminada con sus pasos. Lo puede deshacer.
map-stage-earlier = Mover la etapa antes: { $name }
map-stage-later = Mover la etapa después: { $name }
map-stage = Etapa
map-step-add = Agregar un paso
map-step-new = Paso nuevo
map-step-title = Paso: { $name }
map-step-name = Nombre del paso
map-step-name-hint = Lo que las personas hacen aquí, en pocas palabras: «Llenar el formulario».
map-step-save = Guardar paso
map-step-saved = El paso está guardado.
map-step-removed = El paso está eliminado. Lo puede deshacer.
map-step-copied = El paso está copiado. Nombre sus propias actividades para compararlo con lo que las personas hacen.
map-step-earlier = Mover el paso antes: { $name }
map-step-later = Mover el paso después: { $name }
map-part-what = Qué es
map-part-person = Lo que las personas pasan
map-part-where = Dónde ocurre
map-part-asks = Lo que pide a las personas
map-part-better = Lo que sale de ello
map-activities = Actividades observadas
map-activities-hint = Una por línea, escritas como las traen las interacciones: con ellas se encuentra el paso en lo que las personas hacen de verdad.
map-optional-label = No todas las personas dan este paso
map-optional-hint = Quien deja un paso opcional sigue el mapa de todos modos.
map-repeatable-label = Se puede dar varias veces seguidas
map-repeatable-hint = Si no, cada vez adicional cuenta como apartarse del mapa.
map-doing-hint = Lo que las personas hacen en este paso.
map-thinking-hint = Lo que se preguntan, con sus palabras.
map-feeling-hint = Una palabra o una frase.
map-emotion-label = Qué tan bien se siente
map-emotion-hint = Traza la curva de emociones. Déjelo abierto si nadie lo sabe.
map-one-a-line = Una por línea.
map-moment-hint = Por qué este paso decide cómo se juzga el conjunto. Vacío: no lo decide.
map-service = Servicio
map-service-hint = Cuál de los servicios ofrece este paso.
map-touchpoints = Puntos de contacto
map-touchpoints-hint = Lo que las personas dijeron en ellos se muestra en el paso.
map-no-touchpoints = Todavía no se conocen puntos de contacto: agréguelos primero al servicio.
map-channels = Canales
map-burden-hint = Solo lo que se sabe: un campo vacío no es un cero.
map-minutes = Minutos de su tiempo
map-documents = Documentos que llevar
map-trips = Viajes que hacer
map-owner-hint = La persona o el equipo que responde por el paso.

# Últimas acciones.
map-did-describe = Lo último: se cambiaron título y descripción.
map-did-add-stage = Lo último: se agregó la etapa «{ $name }».
map-did-rename-stage = Lo último: la etapa se llama ahora «{ $name }».
map-did-move-stage = Lo último: se movió la etapa «{ $name }».
map-did-remove-stage = Lo último: se eliminó la etapa «{ $name }» con sus pasos.
map-did-add-step = Lo último: se agregó el paso «{ $name }».
map-did-change-step = Lo último: se cambió el paso «{ $name }».
map-did-move-step = Lo último: se movió el paso «{ $name }».
map-did-duplicate-step = Lo último: se copió el paso «{ $name }».
map-did-remove-step = Lo último: se eliminó el paso «{ $name }».
map-did-undo = Lo último: se deshizo una acción.
map-did-redo = Lo último: se repitió una acción.
map-saved = El título y la descripción están guardados.

# Lo que se rechaza.
map-moved = Alguien editó el mapa mientras tanto. Así está ahora: repita la acción si todavía corresponde.
map-collision-title = Otra persona editó el mapa
map-most-stages = Un mapa tiene como máximo { $name } etapas.
map-most-steps = Un mapa tiene como máximo { $name } pasos.

# Lo que las personas hacen de verdad.
map-show = Qué se muestra
map-show-designed = Diseñado
map-show-observed = Observado
map-show-both = Ambos
map-period = Período
map-period-all = Toda la historia
map-period-days = Últimos { $n } días
map-pause = Un recorrido termina
map-pause-days = tras { $n } días sin contacto
map-pause-customer = nunca: todo lo que hizo una persona
map-pause-case = con su caso
map-lane-observed = Observado
map-lane-leaves = Se aparta del mapa
map-overlay-journeys = { $journeys ->
    [one] { $journeys } recorrido
   *[other] { $journeys } recorridos
  } de { $people ->
    [one] { $people } persona
   *[other] { $people } personas
  } tocan este mapa.
map-overlay-fitting = { $share } ({ $low } a { $high }) nunca se aparta de él.
map-overlay-fitness = Ajuste { $fitness } (1: cada recorrido da todos los pasos obligatorios, en orden, y nada más).
map-overlay-too-few = Menos de { $n } personas tocan este mapa en este período: no se muestra lo que hicieron.
map-overlay-nobody = Ningún recorrido toca este mapa en este período. Los pasos se encuentran por sus actividades observadas: nómbrelas en el editor como las traen las interacciones.
map-overlay-beyond = Algunos servicios de esta experiencia de vida están fuera de lo que usted puede ver: aquí faltan sus contactos.
map-overlay-without-customer = { $n ->
    [one] { $n } contacto de nadie conocido no forma parte de ningún recorrido.
   *[other] { $n } contactos de nadie conocido no forman parte de ningún recorrido.
  }
map-overlay-without-case = { $n ->
    [one] { $n } contacto sin caso no forma parte de ningún recorrido.
   *[other] { $n } contactos sin caso no forman parte de ningún recorrido.
  }
map-graph = Ver estos recorridos como gráfico
map-overlay-before = Antes del primer paso:
map-not-findable = No nombra ninguna actividad observada
map-seen-volume = { $people ->
    [one] { $people } persona
   *[other] { $people } personas
  }, { $journeys ->
    [one] { $journeys } recorrido
   *[other] { $journeys } recorridos
  }
map-seen-too-few = Menos de { $n } personas
map-seen-nobody = Nadie
map-seen-next = Paso siguiente tras { $median } (mediana, n { $n })
map-seen-ended = Termina aquí: { $share } ({ $low } a { $high }) de { $n } recorridos
map-seen-satisfaction = Satisfacción: { $figure }
map-seen-trust = Confianza: { $figure }
map-seen-few-answers = menos de { $n } respuestas
map-seen-figure = { $value } ({ $low } a { $high }), n { $n }
map-leaves-skipped = { $people } lo omiten
map-leaves-out-of-order = { $people } lo hacen fuera de orden
map-leaves-repeated = { $people } vuelven a él
map-leaves-unexpected = No está en el mapa: «{ $activity }», { $people }
map-people = { $n ->
    [one] { $n } persona
   *[other] { $n } personas
  }
map-people-few = menos de { $n } personas
map-fewer-than = menos de { $n }
map-interval = { $low } a { $high }
map-time-seconds = { $n } segundos
map-time-minutes = { $n } minutos
map-time-hours = { $n } horas
map-time-days = { $n } días
map-table-caption = Lo que se observó en cada paso
map-part-step = Paso
map-table-journeys = Recorridos
map-table-people = Personas
map-table-contacts = Contactos
map-table-next = Mediana del tiempo hasta el paso siguiente
map-table-next-n = Veces (n)
map-table-ended = Parte de los recorridos que termina aquí
map-table-interval = Intervalo del 95 %
map-table-ended-n = De recorridos (n)
map-table-satisfaction = Satisfacción
map-table-trust = Confianza
map-table-answers = Respuestas (n)
map-table-skipped = Personas que lo omiten
map-table-out-of-order = Personas que lo hacen fuera de orden
map-table-repeated = Personas que vuelven a él
map-table-note = Una celda vacía no se conoce o no corresponde. Las cifras de menos de { $n } personas o respuestas no se muestran. Satisfacción y confianza son lo que las personas dijeron en los mismos días: las conocidas, donde tuvieron un contacto como máximo { $days } días antes; las demás, en los puntos de contacto del paso; en una etapa, también quienes la nombraron.
map-unexpected-caption = Actividades que ningún paso nombra
map-unexpected-activity = Actividad
map-unexpected-after = Casi siempre después de
map-before-first = Antes del primer paso

# El plano del servicio: lo que la organización hace en un paso.
map-part-blueprint = Lo que requiere
map-blueprint-hint = Las franjas de un plano de servicio, desde lo que las personas ven hasta lo más profundo. Una cosa por línea.
map-lane-frontstage = A la vista
map-lane-backstage = Tras bastidores
map-lane-systems = Sistemas
map-lane-support = Apoyo
map-lane-policies = Normas
map-blueprint-frontstage = Lo que las personas ven: personal, páginas, cartas.
map-blueprint-backstage = Lo que se hace sin que lo vean.
map-blueprint-systems = Sistemas y datos en los que se apoya.
map-blueprint-support = Otros que necesita: equipos, contratistas, otras organizaciones.
map-blueprint-policies = Leyes, reglas y políticas que lo determinan.

# Comentarios.
map-lane-comments = Comentarios
map-comments = Comentarios
map-comments-open = { $n } abiertos
map-comments-none = No hay nada abierto. Diga qué conviene revisar: todos los que ven el mapa pueden responder.
map-comments-settled = { $n ->
    [one] { $n } comentario resuelto
   *[other] { $n } comentarios resueltos
  }
map-comment-about = Sobre
map-comment-whole = Todo el mapa
map-comment-gone = { $name } (ya no está en el mapa)
map-comment-text = Su comentario
map-comment-say = Añadir el comentario
map-comment-resolve = Resolver
map-comment-reopen = Volver a abrir
map-comment-settled-by = Resuelto por { $by },
map-comment-program = Un programa
map-comment-line = { $by }: { $text }
map-comment-said = Se añadió el comentario.
map-comment-resolved = El comentario está resuelto.
map-comment-reopened = El comentario está abierto de nuevo.
map-comment-removed = Se quitó el comentario.
map-comment-unfit = Un comentario necesita un texto, de { $name } caracteres como máximo.
map-most-comments = Un mapa tiene como máximo { $name } comentarios.
map-print-comments = Con los comentarios abiertos
map-seen-by-customer = { $n } de estas respuestas son de personas que se sabe que pasaron por este paso
