-- What Argo CD says of a mirror. Degraded is what a person must mend; a first sync may take a day, and a project that is
-- behind its time is still served, so neither of them is. (Of what is being deleted Argo CD itself says Progressing.)
local function condition(name)
  for _, each in ipairs((obj.status or {}).conditions or {}) do
    if each.type == name then
      return each
    end
  end
  return {}
end

local function is(status, message)
  return { status = status, message = message or "" }
end

if obj.status == nil or obj.status.observedGeneration == nil
    or obj.metadata.generation ~= nil and obj.status.observedGeneration < obj.metadata.generation then
  return is("Progressing", "The operator has not seen this manifest yet.")
end

for _, name in ipairs({ "Stalled", "StorageFailing" }) do
  if condition(name).status == "True" then
    return is("Degraded", condition(name).message)
  end
end
for _, name in ipairs({ "Ready", "Serving" }) do
  if condition(name).status == "False" then
    return is("Degraded", condition(name).message)
  end
end

local sync = (obj.spec or {}).sync or {}
if sync.paused then
  return is("Suspended", "spec.sync.paused is true: no sync starts, what is there is served.")
end

for _, name in ipairs({ "Ready", "Serving" }) do
  if condition(name).status ~= "True" then
    return is("Progressing", condition(name).message)
  end
end
for _, name in ipairs({ "Fresh", "Healthy" }) do
  if condition(name).status == "False" then
    return is("Healthy", condition(name).message)
  end
end
if condition("StorageLow").status == "True" then
  return is("Healthy", condition("StorageLow").message)
end
return is("Healthy", condition("Ready").message)
