# La página principal y los formularios que responde el público.

home-title = Opiniones
home-lead = Cuéntenos cómo le funcionan nuestros servicios. Toma cerca de un minuto.
