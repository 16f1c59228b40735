# Vistas guardadas de una lista.

saved-views-title = Vistas guardadas
saved-view-save-title = Guardar el filtro como vista
saved-view-save-text = La vista guarda el filtro con el que llegó y cada vez encuentra lo nuevo.
saved-view-look = Verla otra vez
saved-view-name = Nombre
saved-view-share = Mostrarla al equipo
saved-view-share-hint = Cada persona ve lo que puede leer, y nada más.
saved-view-save = Guardar vista
saved-views-kept = Vistas que se guardan
saved-views-none = Todavía no se guardó ninguna vista.
saved-view-own = Suya
saved-view-own-shared = Suya, mostrada al equipo
saved-view-of = Compartida por { $name }
saved-view-is-default = la lista abre con ella
saved-view-default = Abrir la lista con ella
saved-view-default-not = Abrir la lista como siempre
saved-view-remove = Eliminar
saved-view-saved = La vista está guardada.
saved-view-changed = La vista está cambiada.
saved-view-removed = La vista está eliminada.
saved-view-opens = La lista abre como eligió.
