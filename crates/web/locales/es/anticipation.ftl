# Por qué vuelve la gente, y si ayuda decírselo antes.

next-needs-title = Por qué vuelve la gente
next-needs-text = Quien viene con una necesidad suele volver con otra. Estos pares se encontraron en los { $days ->
    [one] contactos y el día que les sigue
   *[other] contactos y los { $days } días que les siguen
}, más a menudo que tras otros contactos y no por azar: de los pares de la lista, cerca de uno de cada veinte lo es. Quien lee una respuesta ve los más probables como sugerencias.
next-needs-taken = Calculado el { $at }.
next-needs-none-yet = Aún no hay nada calculado
next-needs-none-yet-text = Traiga interacciones que digan quién vino y para qué. Por qué vuelve la gente se calcula unos minutos después, y una vez al día.
next-needs-none = No hay pares aquí
next-needs-none-text = Con este plazo, canal y búsqueda no se encuentra nada que no haría el azar. Mire todos los pares, o todos los contactos.
next-needs-show-found = Mostrar lo encontrado
next-needs-total = { $n ->
    [one] Una necesidad a la que siguen otras.
   *[other] { $n } necesidades a las que siguen otras.
}
next-need-window = En
next-need-days = { $n ->
    [one] 1 día
   *[other] { $n } días
}
next-need-cut = Contados entre
next-need-uncut = Todos
next-need-search = Necesidad
next-need-all = Todos los pares
next-need-all-hint = También los que pueden ser azar
next-need-name-one = Nombrar uno que falta
next-need-caption = Tras «{ $need }»: { $n ->
    [one] un contacto
   *[other] { $n } contactos
}
next-need-caption-none = Tras «{ $need }»: solo lo que dice el personal
next-need-next = Vuelven por
next-need-support = Veces
next-need-decide = Decidir
next-need-sentence = De { $contacts } contactos por «{ $need }», a { $followed } les siguió uno por «{ $next }» en { $days ->
    [one] un día
   *[other] { $days } días
}, a la mitad en { $delay }.
next-need-no-figures = No hay cifras de este par aquí.
next-need-pinned = Fijado
next-need-hidden = Oculto
next-need-no-answer = Aún sin respuesta
next-need-pin = Fijar
next-need-hide = Ocultar
next-need-take-back = Que decidan las cifras
next-need-correct = Decirlo de otro modo
next-need-decided = Decidido el { $day }.
next-need-decided-by = Decidido por { $name } el { $day }.
next-need-undo = Deshacer
next-need-undone = Está como antes.
next-need-refused = No se pudo guardar. Revíselo e inténtelo otra vez.
next-need-did-pinned = «{ $next }» está fijado: se sugiere primero.
next-need-did-hidden = «{ $next }» está oculto: ya no se sugiere.
next-need-did-corrected = «{ $next }» se dice con sus palabras.
next-need-did-none = Sobre «{ $next }» deciden de nuevo las cifras.
next-correct-title = Qué se sugiere a continuación
next-correct-text = Diga con palabras sencillas por qué vuelve la gente, elija la respuesta, o nombre un par del que las cifras no hablan.
next-correct-need = Quien viene por
next-correct-need-hint = Como lo nombran los contactos
next-correct-next = Vuelve por
next-correct-wording = Con palabras sencillas, en inglés
next-correct-wording-hint = Lo que se lee en lugar del nombre de sus sistemas
next-correct-wording-es = Con palabras sencillas, en español
next-correct-answer = Respuesta que se muestra
next-correct-answer-hint = Se ve solo donde se puede leer.
next-correct-answer-none = La que nombra la necesidad
next-correct-why = Por qué
decision-pinned = Fijarlo: se sugiere primero, digan lo que digan las cifras
decision-hidden = Ocultarlo: no se sugiere nunca
decision-corrected = Sugerirlo según las cifras, con estas palabras
next-rule-title = Qué se mira
next-rule-text = Solo se miran contactos cuyo cliente se conoce, bajo un seudónimo. Las cifras son de todas las personas con una necesidad, nunca de una.
next-rule-source = Una necesidad es
next-rule-segments = Distinguir también por
next-rule-segments-hint = Por canal, siempre. Por cómo es la gente, solo donde usted lo elija: piense a quién se podría señalar.
next-rule-window = Se sugiere lo que llega en
next-rule-history = Historia que se mira
next-rule-changed = El cambio vale desde el próximo cálculo.
need-source-intention = Para qué vino la persona; si no se sabe, lo que se hizo
need-source-activity = Lo que se hizo
segment-service = Servicio
segment-language = Idioma
segment-device = Dispositivo

suggestions-title = Quien preguntó esto también necesitó
suggestion-why = Por qué se muestra
suggestion-why-public = Cerca de { $of_hundred } de cada 100 personas que vinieron con esta necesidad volvieron por ello en { $days ->
    [one] un día
   *[other] { $days } días
}. Contado sobre { $n } contactos; no se miró nada sobre usted.
suggestion-why-staff = Nuestro personal sabe por experiencia que esto se necesita después.
suggestion-figures = { $share } ({ $low } a { $high }, n { $n }), { $lift } veces más probable que tras cualquier contacto, la mitad en { $delay }.

suggestions-proof-title = ¿Ayudan las sugerencias?
suggestions-proof-text = Las sugerencias se muestran en unas visitas y se retienen en otras, por sorteo. Todas las personas a las que se pudo sugerir algo cuentan en el lado que les tocó, lo hayan mirado o no.
proof-verdict-shown = Vuelve menos gente
proof-verdict-not-shown = No se muestra ningún efecto
proof-verdict-worse = Vuelve más gente
proof-verdict-too-few = Muy poca gente para saberlo
proof-sentence-shown = Se evitaron unos { $contacts } contactos entre las { $n } personas que vieron sugerencias (intervalo del 95 %: { $low } a { $high }).
proof-sentence-hours = Son unas { $hours } horas de trabajo ahorradas ({ $low } a { $high }).
proof-sentence-not-shown = Entre las { $n } personas que vieron sugerencias se evitaron entre { $low } y { $high } contactos (intervalo del 95 %; bajo 0 son contactos de más). No se distingue ningún efecto del azar.
proof-sentence-worse = De las { $n } personas que vieron sugerencias vinieron unos { $contacts } contactos más: el intervalo de los evitados es { $low } a { $high }. Mire qué se sugiere antes de seguir.
proof-sentence-too-few = Al menos 100 personas de cada lado deben haber tenido tiempo de volver, y algunas deben haberlo hecho. Deje correr el experimento.
proof-by-service = Se sortearon servicios, no personas. Solo cuenta el tiempo con servicios en ambos lados; la gente de un servicio se parece, así que el intervalo es más estrecho de lo debido.
proof-caption = Quién volvió en { $days ->
    [one] un día
   *[other] { $days } días
}
proof-arm = Sugerencias
proof-n = Personas
proof-came-back = Volvieron
proof-share = Parte
proof-opened = Abrieron una
proof-waiting = Aún en plazo
proof-difference = Diferencia en puntos porcentuales, retenidas menos mostradas
proof-difference-points = { $points } ({ $low } a { $high }), p { $p }
proof-handle = Lo que dura un contacto
proof-handle-time = { $time } de media, sobre { $n ->
    [one] un contacto
   *[other] { $n } contactos
} de los últimos 90 días
arm-shown = Mostradas
arm-held = Retenidas
proof-setup = El experimento
proof-state-off = El experimento no corre: todo el mundo ve sugerencias y no se sigue a nadie.
proof-state-visits = Corre desde el { $day }: las sugerencias se retienen en { $held } de cada 100 visitas.
proof-state-services = Corre desde el { $day }, por servicio: { $n ->
    [one] un servicio tiene su día.
   *[other] { $n } servicios tienen su día.
}
proof-runs = Correr el experimento
proof-runs-hint = Un cambio de quién ve sugerencias lo empieza de nuevo.
proof-draw = Quién ve sugerencias
proof-draw-visits = La mayoría de las visitas, por sorteo
proof-draw-services = Un servicio tras otro
proof-held = Retenidas, de cada 100 visitas
proof-held-hint = De 1 a 50, para visitas por sorteo
proof-window = Días para volver
proof-window-hint = De 1 a 60
proof-services = Primer día de cada servicio
proof-services-hint = Para un servicio tras otro: las sugerencias se retienen hasta ese día. Sortee los días. Un servicio sin día no participa.
proof-changed = El experimento ha cambiado.
error-held-share = Escriba de 1 a 50 de cada 100
error-window-days = Escriba de 1 a 60 días
error-too-few-services = Dé un primer día a al menos dos servicios

next-mail-subject = Lo que la gente suele necesitar después · { $service }
next-mail-text = Usted escribió a { $service } y pidió que le dijéramos qué suele necesitar después la gente en su situación.
next-mail-why = Cerca de { $of_hundred } de cada 100 personas que vinieron con esta necesidad volvieron por ello en { $days ->
    [one] un día
   *[other] { $days } días
}. Contado sobre { $n } contactos.
next-mail-because = Recibe este correo porque lo aceptó con su mensaje { $number }.

mining-source-contacts = Por qué vuelve la gente
mining-source-readings = Qué hace después quien lee
next-need-of = Cifras
next-needs-text-readings = Quien lee una respuesta suele seguir con otra, o pregunta a una persona. Estos pares se encontraron en lo que hicieron las visitas a las respuestas públicas en { $days ->
    [one] un día
   *[other] { $days } días
}, más a menudo que tras otras lecturas y no por azar. Una lectura no es un contacto: estas cifras tienen su propia base y llegan sesenta días atrás, mientras las visitas se distinguen.
next-need-next-readings = Siguen con
next-need-caption-readings = Tras leer sobre «{ $need }»: { $n ->
    [one] una lectura
   *[other] { $n } lecturas
}
next-need-sentence-readings = De { $contacts } lecturas sobre «{ $need }», a { $followed } les siguió «{ $next }» en { $days ->
    [one] un día
   *[other] { $days } días
}, a la mitad en { $delay }.
next-need-asked = Preguntar a una persona
next-need-from-search = Desde una búsqueda
next-messages = Correos que dijeron lo que viene después, en los últimos 90 días: { $sent } enviados, { $held } retenidos por el experimento. { $agree ->
    [one] Una persona acepta
   *[other] { $agree } personas aceptan
} ahora que se le diga.
suggestion-why-read = Cerca de { $of_hundred } de cada 100 lecturas de esto fueron seguidas por una de aquello en { $days ->
    [one] un día
   *[other] { $days } días
}. Contado sobre { $n } lecturas; no se miró nada sobre usted.
