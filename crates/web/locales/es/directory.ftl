# El directorio: organizaciones, servicios, puntos de contacto, volúmenes, experiencias de vida.

channel = Canal
surveys = Encuestas
organisation = Organización
change = Cambiar
rename = Renombrar
unknown = no se conoce
filter-all = Todos
column-acts = Lo que puede hacer

organisations-title = Organizaciones
organisations-empty = Todavía no hay organizaciones
organisations-empty-text = Empiece con la suya arriba y, debajo, sus divisiones y oficinas. Los servicios, las funciones y los resultados siguen este árbol.
organisation-add = Agregar una organización
organisation-add-below = Agregar debajo
organisation-added = Se agregó { $name }.
organisation-saved = La organización cambió.
organisation-name = Nombre
organisation-name-hint = Como la conoce el público
organisation-abbreviation = Abreviatura
organisation-parent = Parte de
organisation-parent-hint = Quien tiene una función allí también la tiene aquí.
organisation-top = Ninguna: arriba de todo
organisation-services = { $n ->
    [one] { $n } servicio
   *[other] { $n } servicios
  }
organisation-titles = Cómo se llama
organisation-move = Moverla
organisation-move-text = Se mueve con todo lo que está debajo. Las funciones y los resultados siguen el árbol de hoy, también los resultados pasados.
organisation-move-act = Mover

services-title = Servicios
services-caption = { $n ->
    [one] { $n } servicio
   *[other] { $n } servicios
  }
services-empty = Todavía no hay servicios
services-empty-text = Un servicio es aquello por lo que la gente acude a usted: renovar un pasaporte, recibir un beneficio. Las encuestas y los resultados tratan de servicios.
services-none-there = No hay servicios allí
services-none-there-text = Esta organización no responde por ninguno; quizá las que están debajo sí.
services-all = Mostrar todos los servicios
service-add = Agregar un servicio
service-added = El servicio está agregado. Lo siguiente: dónde lo encuentran los clientes, y una encuesta.
service-change = Cambiar el servicio
service-changed = El servicio cambió.
service-what = El servicio
service-who = Quién responde
service-name = Nombre
service-name-hint = En palabras del público: “Renovación del pasaporte”, no “Trámite del formulario DS-82”
service-description = Qué hace
service-description-hint = Una o dos frases sencillas
service-serves = A quién sirve
service-serves-hint = Por ejemplo, “personas que perdieron su trabajo y sus familias”
service-yearly-volume = Clientes al año
service-yearly-volume-hint = Un número entero, hasta donde lo conozca
service-high-impact = Servicio designado de alto impacto
service-high-impact-hint = Nombrado por la Oficina de Administración y Presupuesto; la sección 280 de A-11 pide su informe trimestral.
service-high-impact-tag = Alto impacto
service-organisation = Organización responsable
service-organisation-hint = Su personal puede cambiar el servicio.
service-shared-with = Compartido con
service-shared-with-hint = Su personal ve el servicio y sus resultados.
service-life-experiences-hint = Experiencias de vida de las que forma parte
service-set-up-survey = Preparar una encuesta
service-no-surveys = Ninguna encuesta pregunta todavía por este servicio. Prepare una con un instrumento estándar: toma unos minutos.

touchpoints-title = Puntos de contacto
touchpoints-empty = Los puntos de contacto son donde los clientes encuentran el servicio: una página, una ventanilla, una línea telefónica. Los resultados pueden distinguirse por ellos.
touchpoint-add = Agregar un punto de contacto
touchpoint-saved = El punto de contacto { $name } está guardado.
touchpoint-name = Nombre
touchpoint-name-hint = Por ejemplo, “Formulario de renovación en línea” o “Ventanilla en Springfield”
touchpoint-channel-hint = Las respuestas que ya llegaron conservan el canal por el que vinieron.

volumes-title = Volúmenes
volumes-text = Cuántos clientes hubo y a cuántos se les preguntó. De estos números salen las tasas de respuesta.
volumes-latest = Últimos volúmenes
volumes-all = Todos los volúmenes
volumes-caption = { $n ->
    [one] { $n } volumen, el último primero
   *[other] { $n } volúmenes, el último primero
  }
volumes-empty = Todavía no hay volúmenes
volumes-empty-text = Ingrese cuántos clientes tuvo un canal y a cuántos se les ofreció la encuesta: entonces los resultados muestran tasas de respuesta.
volume-enter = Ingresar un volumen
volume-enter-text = Al menos uno de los dos números. El mismo canal con los mismos días reemplaza lo ingresado; días que se cruzan contarían dos veces a las personas.
volume-days = Días
volume-first = Primer día
volume-last = Último día
volume-customers = Clientes
volume-offered = Se les ofreció la encuesta
volume-set = El volumen está guardado.
volume-removed = El volumen está quitado.
volume-remove-question = ¿Quitar este volumen? { $name }
volume-remove-consequence = Ya no se muestran tasas de respuesta de estos días. Puede ingresar los números de nuevo.
volume-remove-act = Quitar

life-experiences-title = Experiencias de vida
life-experiences-text = Una experiencia de vida cruza servicios de varias organizaciones: jubilarse, tener un hijo, recuperarse de un desastre. Todos las ven; se fijan para toda la instalación.
life-experiences-caption = { $n ->
    [one] { $n } experiencia de vida
   *[other] { $n } experiencias de vida
  }
life-experiences-empty = Todavía no hay experiencias de vida
life-experiences-empty-text = Agregue una y luego indique sus servicios en las páginas de estos.
life-experience-name = Nombre
life-experience-name-hint = Como lo diría la gente: “Recuperarse de un desastre”
life-experience-add = Agregar una experiencia de vida
life-experience-added = Se agregó { $name }. Indique sus servicios en las páginas de estos.
life-experience-rename = Renombrar una experiencia de vida
life-experience-renamed = La experiencia de vida está renombrada.
life-experience-journeys = Ver sus recorridos
life-experience-no-services = ningún servicio todavía
