using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Toolbox;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("flexcore con", 1, "config")]
    [InlineData("flexcore config re", 2, "render")]
    [InlineData("flexcore test --fil", 2, "--filter")]
    public async Task A_real_bash_completes_with_the_script(string line, int word, string expected)
    {
        using var workspace = new Workspace();

        var completed = await Bash.RunAsync(workspace.Folder, $$"""
            source <(flexcore completion bash)
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}} COMP_WORDS=({{line}}) COMP_CWORD={{word}}
            _flexcore_complete
            printf '%s\n' "${COMPREPLY[@]}"
            """);

        completed.ShouldBe(expected + "\n");
    }

    [Fact]
    public async Task Where_the_program_knows_nothing_file_names_are_completed()
    {
        using var workspace = new Workspace();

        var registered = await Bash.RunAsync(workspace.Folder, "source <(flexcore completion bash)\ncomplete -p flexcore");

        registered.ShouldBe("complete -o default -F _flexcore_complete flexcore\n");
    }
}
