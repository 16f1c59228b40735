# Secciones de la navegación del personal, y funciones.

section-home = Inicio
section-scorecard = Resultados
section-responses = Respuestas
section-surveys = Encuestas
section-directory = Directorio
section-imports = Importaciones
section-people = Personas
section-tokens = Claves de API
section-audit = Registro de auditoría
section-settings = Configuración
