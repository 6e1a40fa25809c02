using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Toolbox;

public sealed class ExprTests
{
    [Fact]
    public async Task Records_of_a_pipe_are_evaluated()
    {
        using var workspace = new Workspace();
        await using var process = FlexcoreProcess.Start(workspace.Folder, "expr", "-e", "price * (1 + rate)", "-i", "-");
        await process.Input.WriteAsync("{\"price\":100,\"rate\":0.5}\n{\"price\":10,\"rate\":0}\n");
        process.Input.Close();

        (await process.WaitAsync()).ShouldExitWith(0).Out.ShouldBe("150\n10\n");
    }

    [Fact]
    public async Task A_mistake_has_a_caret_and_no_stack()
    {
        using var workspace = new Workspace();

        var outcome = (await FlexcoreProcess.RunAsync(workspace.Folder, "expr", "-e", "price * (1 + ")).ShouldExitWith(2);

        outcome.ShouldExplain("1 | price * (1 +", "^");
    }

    [Fact]
    public async Task Without_a_terminal_each_line_is_an_expression()
    {
        using var workspace = new Workspace();
        await using var process = FlexcoreProcess.Start(workspace.Folder, "expr", "--record", "{\"n\":[3,1,2]}");
        await process.Input.WriteAsync("n.sort()\nn.length\n");
        process.Input.Close();

        (await process.WaitAsync()).ShouldExitWith(0).Out.ShouldBe("[1,2,3]\n3\n");
    }
}
