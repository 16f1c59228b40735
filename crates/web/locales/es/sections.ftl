# Secciones de la navegación del personal, y funciones.

section-home = Inicio
section-scorecard = Resultados
section-analysis = Análisis
section-responses = Respuestas
section-cases = Casos
section-answers = Respuestas
section-journeys = Recorridos
section-surveys = Encuestas
section-services = Servicios
section-standards = Estándares de servicio
section-organisations = Organizaciones
section-maps = Mapas de recorridos
section-imports = Importaciones
section-metrics = Métricas
section-people = Personas
section-tokens = Claves de API
section-audit = Registro de auditoría
section-screening = Filtros
section-mail = Correo saliente
section-jobs = Tareas
section-settings = Configuración
