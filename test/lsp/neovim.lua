-- A session in Neovim (0.7 or newer), as docs/editors/neovim.md sets it up: what the author sees goes into the file that POLITY_REPORT names.
local report = {}
local root = vim.fn.getcwd()
vim.o.swapfile = false
vim.cmd('edit ' .. root .. '/desk.constitution')
vim.bo.filetype = 'constitution'
local command = vim.split(vim.env.POLITY_COMMAND, '\n')
local client = vim.lsp.start_client({ name = 'polity', cmd = command, root_dir = root,
  workspace_folders = { { uri = vim.uri_from_fname(root), name = root } } })
vim.lsp.buf_attach_client(0, client)

local function seen(codes)
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    codes[diagnostic.code or diagnostic.user_data.lsp.code] = { line = diagnostic.lnum, message = diagnostic.message }
  end
  return codes
end

local function await(what, check)
  if not vim.wait(20000, check, 50) then report.missed = what end
end

await('pushed findings', function() return seen({})['conflict/contradiction'] ~= nil end)
report.findings = seen({})

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000) or {}
  local answer = answers[client] or {}
  if answer.err then report[method] = answer.err.message end
  return answer.result
end

local function place(line, character)
  return { textDocument = { uri = vim.uri_from_bufnr(0) }, position = { line = line, character = character } }
end

local function find(word)
  for i, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local at = line:find(word, 1, true)
    if at then return i - 1, at end
  end
end

local line, character = find('give_dosage when urgent')
local hover = ask('textDocument/hover', place(line, character))
report.hover = hover and hover.contents.value

local rename = place(line, character)
rename.newName = 'state_dose'
vim.lsp.util.apply_workspace_edit(ask('textDocument/rename', rename), 'utf-16')
report.renamed = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')

await('the conflict after the rename', function() return seen({})['conflict/contradiction'] ~= nil end)
line = find('state_dose when urgent')
local action = place(line, 2)
action.range = { start = { line = line, character = 2 }, ['end'] = { line = line, character = 2 } }
action.context = { diagnostics = {} }
report.actions = {}
for _, each in ipairs(ask('textDocument/codeAction', action) or {}) do
  table.insert(report.actions, each.title)
  if each.title:find('^Let `emergency` win') then vim.lsp.util.apply_workspace_edit(each.edit, 'utf-16') end
end
await('the conflict to go', function() return seen({})['conflict/contradiction'] == nil end)
report.left = vim.tbl_keys(seen({}))
report.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')

local file = io.open(vim.env.POLITY_REPORT, 'w')
file:write(vim.json and vim.json.encode(report) or vim.fn.json_encode(report))
file:close()
vim.cmd('qall!')
