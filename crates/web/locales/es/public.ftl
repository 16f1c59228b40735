# El marco de las páginas públicas.

public-navigation = Principal
official-site = Un sitio web oficial de { $organisation }.
footer-label = Acerca de este sitio
footer-privacy = Privacidad
footer-accessibility = Accesibilidad
footer-staff = Acceso del personal
step-of = Paso { $step } de { $total }
step-of-up-to = Paso { $step } de hasta { $total }
thumbs-up = Sí
thumbs-down = No
leave-empty = Deje este campo vacío
