namespace FlexCore.Cli.Completion;

/// <summary>Scripts that ask the program itself what may come next, so that they never grow stale.</summary>
internal static class CompletionScripts
{
    /// <summary>The scripts by shell.</summary>
    public static IReadOnlyDictionary<string, CompletionScript> All { get; } = new Dictionary<string, CompletionScript>
    {
        ["bash"] = new("Add this line to ~/.bashrc: `source <(flexcore completion bash)`.", Bash),
        ["zsh"] = new("Add this line to ~/.zshrc: `source <(flexcore completion zsh)`.", Zsh),
        ["pwsh"] = new("Add this line to $PROFILE: `flexcore completion pwsh | Out-String | Invoke-Expression`.", PowerShell),
    };

    // Where the program has nothing to say, the shell's own completion of file names applies.
    private const string Bash = """
        _flexcore_complete() {
          local IFS=$'\n' word="${COMP_WORDS[COMP_CWORD]}"
          COMPREPLY=($(compgen -W "$(flexcore "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "$word"))
        }
        complete -o default -F _flexcore_complete flexcore

        """;

    private const string Zsh = """
        _flexcore_complete() {
          local -a found
          found=("${(@f)$(flexcore "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          if [[ -n "${found[1]}" ]]; then
            compadd -- "${found[@]}"
          else
            _files
          fi
        }
        if ! (( ${+functions[compdef]} )); then
          autoload -Uz compinit && compinit
        fi
        compdef _flexcore_complete flexcore

        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName flexcore -ScriptBlock {
          param($wordToComplete, $commandAst, $cursorPosition)
          flexcore "[suggest:$cursorPosition]" "$commandAst" 2>$null |
            Where-Object { $_ -like "$wordToComplete*" } |
            ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }

        """;
}
