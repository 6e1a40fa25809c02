using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online;

/// <summary>The command line and a node that it talks to.</summary>
internal sealed class OnlineHarness : IDisposable
{
    public CliHarness Cli { get; } = new();

    public FakeNode Node { get; } = new();

    public Task ShouldExitAsync(ExitCode expected, params string[] args) => Cli.ShouldExitAsync(expected, [.. args, "--node", Node.Url]);

    public void Dispose()
    {
        Cli.Dispose();
        Node.Dispose();
    }
}
