-- A project is an entry of the catalogue: nothing runs for it by itself, so nothing of it can fail. Whether a mirror can
-- carry it is said by that mirror.
return { status = "Healthy", message = "An entry of the catalogue." }
