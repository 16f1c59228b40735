# Textos listos, respuestas que se vuelven casos, menciones.

case-view-mentioned = Me nombran
cases-given-none = Ningún caso cambió de manos
cases-taken-back = Casos que están otra vez con quien los tenía: { $name }
cases-taken-back-some = Deshecho, salvo los casos que entretanto siguieron adelante: { $name }
cases-taken-back-before = Eso ya se deshizo, o no le corresponde deshacerlo
case-event-staff-noted-for = Nota para el personal, avisado a { $names }
case-template = Texto listo
case-template-insert = Insertar
templates-title = Textos listos
templates-text = Una respuesta puede empezar con uno de estos. Quien responde lo adapta a la persona antes de enviarlo.
templates-none = Todavía no hay textos listos
templates-none-text = Escriba lo que responde a menudo, una vez y bien.
template-add = Agregar un texto
template-added = El texto está agregado
template-changed = El texto está cambiado
template-removed = El texto está eliminado
template-name = Nombre
template-name-hint = El personal lo encuentra así. La persona no lo ve.
template-language = Idioma
template-text = Texto
template-text-hint = El caso rellena { "{name}" }, { "{number}" }, { "{service}" } y { "{subject}" }.
template-remove-act = Eliminar este texto
template-remove-question = ¿Eliminar «{ $name }»?
template-remove-consequence = Las respuestas enviadas quedan como están.
follow-ups-title = Respuestas que se vuelven casos
follow-ups-text = Cuando una respuesta fue mal o tiene palabras alarmantes, y la persona dejó cómo contactarla, se abre un caso por sí solo y se le avisa. A quien no dejó nada no se le molesta.
follow-ups-none = Ninguna respuesta se vuelve caso por sí sola
follow-ups-none-text = El personal puede hacer un caso de una respuesta en la bandeja.
follow-ups-caption = { $n ->
    [one] Encuesta cuyas respuestas se vuelven casos: { $n }
   *[other] Encuestas cuyas respuestas se vuelven casos: { $n }
  }
follow-up-survey = Encuesta
follow-up-survey-hint = Solo encuestas que piden un correo electrónico o un teléfono
follow-up-no-survey = Todavía ninguna encuesta pide un correo electrónico o un teléfono.
follow-up-when = Cuándo
follow-up-when-low = Fue mal: el extremo bajo de la escala de la primera pregunta que mide algo
follow-up-when-alarming = Tiene palabras de amenaza o desesperación
follow-up-short-low = fue mal
follow-up-short-alarming = palabras alarmantes
follow-up-add = Abrir casos
follow-up-set = Desde ahora estas respuestas se vuelven casos
follow-up-removed = Las respuestas a esta encuesta ya no se vuelven casos por sí solas
follow-up-end-column = Terminar
follow-up-end = Terminar
follow-up-end-of = Terminar: no hacer más casos de las respuestas a { $name }
follow-up-asks-no-longer = no pide contacto
case-relate = Tiene que ver con otro caso
case-relate-text = Los dos siguen, cada uno por su lado. Quien abre uno ve el otro.
case-relate-act = Anotarlo
case-related-done = { $name } y el otro caso tienen que ver entre sí
case-unrelated = { $name } ya no tiene que ver con el otro caso
case-related = Casos con los que tiene que ver
case-unrelate = Deshacer
case-unrelate-of = Deshacer: ya no tiene que ver con { $number }
