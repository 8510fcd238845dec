# bash completion for wfctl; made by: wfctl completion bash
_wfctl() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words="" i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in -*) break ;; esac
    words="${words:+$words }${COMP_WORDS[i]}"
  done
  case $words in
    '') mapfile -t COMPREPLY < <(compgen -W 'approve cancel completion deploy doctor explain feel generate history incident job list login new reject retry show start status task test token user validate versions' -- "$cur"); return ;;
    'feel') mapfile -t COMPREPLY < <(compgen -W 'eval' -- "$cur"); return ;;
    'incident') mapfile -t COMPREPLY < <(compgen -W 'list show' -- "$cur"); return ;;
    'job') mapfile -t COMPREPLY < <(compgen -W 'list' -- "$cur"); return ;;
    'task') mapfile -t COMPREPLY < <(compgen -W 'assign claim complete list release show' -- "$cur"); return ;;
    'token') mapfile -t COMPREPLY < <(compgen -W 'create list revoke' -- "$cur"); return ;;
    'user') mapfile -t COMPREPLY < <(compgen -W 'add change list remove show' -- "$cur"); return ;;
  esac
  local options='' files=''
  case $words in
    'new' | 'new '*)
      options='--template --directory --list --json --quiet --no-color --help'
      ;;
    'validate' | 'validate '*)
      options='--format --strict --json --quiet --no-color --help'
      files=1
      [[ $prev == --format ]] && { mapfile -t COMPREPLY < <(compgen -W 'text json github' -- "$cur"); return; }
      ;;
    'explain' | 'explain '*)
      options='--json --quiet --no-color --help'
      ;;
    'feel eval' | 'feel eval '*)
      options='--context --format --json --quiet --no-color --help'
      [[ $prev == --format ]] && { mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$cur"); return; }
      ;;
    'test' | 'test '*)
      options='--filter --trace --format --coverage --json --quiet --no-color --help'
      files=1
      [[ $prev == --format ]] && { mapfile -t COMPREPLY < <(compgen -W 'text json junit' -- "$cur"); return; }
      ;;
    'deploy' | 'deploy '*)
      options='--message --server --token-file --json --quiet --no-color --help'
      files=1
      ;;
    'versions' | 'versions '*)
      options='--server --token-file --json --quiet --no-color --help'
      ;;
    'start' | 'start '*)
      options='--data --set --at --key --version --server --token-file --json --quiet --no-color --help'
      ;;
    'list' | 'list '*)
      options='--state --workflow --key --started-by --incidents --limit --server --token-file --json --quiet --no-color --help'
      [[ $prev == --state ]] && { mapfile -t COMPREPLY < <(compgen -W 'active completed terminated failed' -- "$cur"); return; }
      ;;
    'status' | 'status '*)
      options='--server --token-file --json --quiet --no-color --help'
      ;;
    'show' | 'show '*)
      options='--server --token-file --json --quiet --no-color --help'
      ;;
    'history' | 'history '*)
      options='--all --limit --server --token-file --json --quiet --no-color --help'
      ;;
    'task list' | 'task list '*)
      options='--for --state --workflow --case --limit --server --token-file --json --quiet --no-color --help'
      [[ $prev == --state ]] && { mapfile -t COMPREPLY < <(compgen -W 'open completed cancelled' -- "$cur"); return; }
      ;;
    'task show' | 'task show '*)
      options='--server --token-file --json --quiet --no-color --help'
      ;;
    'task claim' | 'task claim '*)
      options='--server --token-file --json --quiet --no-color --help'
      ;;
    'task release' | 'task release '*)
      options='--server --token-file --json --quiet --no-color --help'
      ;;
    'task assign' | 'task assign '*)
      options='--server --token-file --json --quiet --no-color --help'
      ;;
    'task complete' | 'task complete '*)
      options='--data --set --server --token-file --json --quiet --no-color --help'
      ;;
    'approve' | 'approve '*)
      options='--data --set --comment --server --token-file --json --quiet --no-color --help'
      ;;
    'reject' | 'reject '*)
      options='--data --set --comment --server --token-file --json --quiet --no-color --help'
      ;;
    'incident list' | 'incident list '*)
      options='--all --workflow --code --case --limit --server --token-file --json --quiet --no-color --help'
      ;;
    'incident show' | 'incident show '*)
      options='--server --token-file --json --quiet --no-color --help'
      ;;
    'retry' | 'retry '*)
      options='--server --token-file --json --quiet --no-color --help'
      ;;
    'cancel' | 'cancel '*)
      options='--reason --yes --server --token-file --json --quiet --no-color --help'
      ;;
    'job list' | 'job list '*)
      options='--type --state --case --limit --server --token-file --json --quiet --no-color --help'
      [[ $prev == --state ]] && { mapfile -t COMPREPLY < <(compgen -W 'ready backing_off stuck' -- "$cur"); return; }
      ;;
    'login' | 'login '*)
      options='--server --token-file --json --quiet --no-color --help'
      ;;
    'user list' | 'user list '*)
      options='--limit --server --token-file --json --quiet --no-color --help'
      ;;
    'user show' | 'user show '*)
      options='--server --token-file --json --quiet --no-color --help'
      ;;
    'user add' | 'user add '*)
      options='--name --email --manager --group --role --server --token-file --json --quiet --no-color --help'
      [[ $prev == --role ]] && { mapfile -t COMPREPLY < <(compgen -W 'viewer user designer operator admin' -- "$cur"); return; }
      ;;
    'user change' | 'user change '*)
      options='--name --email --manager --group --role --active --server --token-file --json --quiet --no-color --help'
      [[ $prev == --role ]] && { mapfile -t COMPREPLY < <(compgen -W 'viewer user designer operator admin' -- "$cur"); return; }
      [[ $prev == --active ]] && { mapfile -t COMPREPLY < <(compgen -W 'yes no' -- "$cur"); return; }
      ;;
    'user remove' | 'user remove '*)
      options='--yes --server --token-file --json --quiet --no-color --help'
      ;;
    'token list' | 'token list '*)
      options='--limit --server --token-file --json --quiet --no-color --help'
      ;;
    'token create' | 'token create '*)
      options='--for --name --role --days --server --token-file --json --quiet --no-color --help'
      [[ $prev == --role ]] && { mapfile -t COMPREPLY < <(compgen -W 'viewer user designer operator admin' -- "$cur"); return; }
      ;;
    'token revoke' | 'token revoke '*)
      options='--yes --server --token-file --json --quiet --no-color --help'
      ;;
    'doctor' | 'doctor '*)
      options='--server --token-file --json --quiet --no-color --help'
      ;;
    'completion' | 'completion '*)
      options='--json --quiet --no-color --help'
      ;;
    'generate' | 'generate '*)
      options='--into --json --quiet --no-color --help'
      ;;
  esac
  if [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
  elif [[ -n $files ]]; then
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  fi
}
complete -o filenames -F _wfctl wfctl
