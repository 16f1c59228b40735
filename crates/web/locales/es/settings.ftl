# Configuración de la instalación.

settings-title = Configuración
settings-saved = La configuración está guardada.
settings-agency = Nombre de su agencia
settings-agency-hint = Está en la parte superior de cada página, también de las públicas.
settings-zone = Zona horaria
settings-zone-hint = En ella se cuentan los días, meses y trimestres. Al cambiarla, las cifras cerca de la medianoche pasan a otros días.
settings-fiscal-year = El año fiscal empieza en
settings-fiscal-year-hint = El año federal empieza en octubre. Las tendencias por trimestre lo siguen.
settings-smallest-cell = Grupo más pequeño que se muestra
settings-smallest-cell-hint = No se muestran cifras de menos respuestas, para que nadie sea reconocido. Diez es lo común.
contact-costs-title = Lo que cuestan los contactos
contact-costs-text = Lo que le cuesta a su organización un contacto por cada canal, hasta donde lo sepa. Vale para los contactos que no indican un costo propio; un canal en blanco cuenta como desconocido, nunca como gratuito.
month-long-1 = enero
month-long-2 = febrero
month-long-3 = marzo
month-long-4 = abril
month-long-5 = mayo
month-long-6 = junio
month-long-7 = julio
month-long-8 = agosto
month-long-9 = septiembre
month-long-10 = octubre
month-long-11 = noviembre
month-long-12 = diciembre
