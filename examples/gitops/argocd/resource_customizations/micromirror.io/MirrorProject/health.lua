-- A project is an entry of the catalogue: nothing runs for it by itself, so nothing of it can fail. Whether a mirror can
-- carry it is said by that mirror.
if obj.metadata.deletionTimestamp ~= nil then
  return { status = "Progressing", message = "The entry is being removed." }
end
return { status = "Healthy", message = "An entry of the catalogue." }
