# Enlaces con los que los socios leen estándares, para el personal y para el socio.

partners-title = Enlaces para socios
partners-text = Un socio sin cuenta lee los estándares de los servicios elegidos con un enlace privado: los publicados y los que todavía no lo están, con sus resultados; y las respuestas para socios. Todo enlace termina en su día, y usted puede terminarlo antes.
partners-empty = Todavía no hay enlaces
partners-empty-text = Cree un enlace para una organización que trabaja con usted, como una auditoría o un condado.
partners-caption = { $n ->
    [one] Un enlace
   *[other] { $n } enlaces
}
partner-new = Crear un enlace
partner-new-text = Quien tiene la dirección lee lo que muestra: désela solo a quien corresponde. Se muestra una sola vez.
partner-name = Socio
partner-name-hint = Para quién es; el socio también ve el nombre
partner-services = Servicios
partner-services-hint = Se muestran todos los estándares de estos servicios, publicados o no, y sus respuestas para socios.
partner-last-day = Último día
partner-last-day-hint = A más tardar en dos años
partner-create = Crear el enlace
partner-created-title = Enlace para { $name }
partner-created-advice = Copie la dirección ahora: se muestra solo esta vez y nadie puede consultarla después.
partner-created-address = Dirección para el socio
partner-made = Creado el { $date }
partner-used = Abierto por última vez
partner-never-used = Nunca
partner-state = Estado
partner-state-good = Abre
partner-state-expired = Vencido
partner-state-revoked = Terminado
partner-revoke-act = Terminar el enlace
partner-revoke-question = ¿Terminar el enlace para { $name }?
partner-revoke-consequence = Deja de abrir, de inmediato y para siempre. Puede crear uno nuevo.
partner-revoked = El enlace está terminado.
partner-page-title = Estándares y respuestas para socios
partner-page-for = Para { $name }
partner-page-text = Lo que prometen estos servicios y cómo lo cumplieron, incluso lo que todavía no es público. Por favor no comparta la dirección: quien la tiene lee esta página. Abre hasta el final del { $date }.
partner-page-none = Estos servicios todavía no tienen estándares.
partner-page-unpublished = Todavía no es público
partner-answers = Respuestas para socios
partner-back = Todos los estándares y respuestas para socios
