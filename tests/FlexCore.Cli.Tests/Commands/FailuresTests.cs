using System.Text.Json;
using FlexCore.Application.Streams;
using FlexCore.Cli.Commands;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Tests.Commands;

public sealed class FailuresTests : IDisposable
{
    private readonly StringWriter _out = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(130)]
    public async Task A_command_that_ends_by_itself_keeps_its_exit_code_and_says_nothing(int code)
    {
        (await GuardAsync(() => Task.FromResult((ExitCode)code))).ShouldBe(code);

        _out.ToString().ShouldBeEmpty();
        _error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_known_failure_shows_its_name_and_message_without_a_stack()
    {
        (await GuardAsync(() => throw new StreamException("source-not-found", "There is no 'in.log'. Check the path."))).ShouldBe(5);

        _error.ToString().ShouldBe("flexcore: input-unavailable: There is no 'in.log'. Check the path.\n");
        _out.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_failure_shows_its_type_and_asks_for_a_report()
    {
        (await GuardAsync(() => throw new InvalidOperationException("Strange."))).ShouldBe(1);

        _error.ToString().ShouldStartWith("flexcore: internal: InvalidOperationException: Strange. Run again with `--verbose`");
    }

    [Fact]
    public async Task Verbose_adds_the_stack()
    {
        await GuardAsync(() => throw new StreamException("source-not-found", "m"), verbose: true);

        _error.ToString().ShouldContain(nameof(Verbose_adds_the_stack));
    }

    [Fact]
    public async Task With_json_the_failure_is_an_object_on_stdout_too()
    {
        await GuardAsync(() => throw new CliException(ExitCode.InvalidPipeline, "Line 3: \"x\"\nis wrong."), json: true);

        using var summary = JsonDocument.Parse(_out.ToString());
        summary.RootElement.GetProperty("status").GetString().ShouldBe("invalid-pipeline");
        summary.RootElement.GetProperty("exitCode").GetInt32().ShouldBe(3);
        summary.RootElement.GetProperty("error").GetString().ShouldBe("Line 3: \"x\"\nis wrong.");
        _out.ToString().TrimEnd('\n').ShouldNotContain('\n');
        _error.ToString().ShouldContain("invalid-pipeline");
    }

    [Fact]
    public async Task A_failure_that_comes_later_is_caught_as_well()
    {
        var gate = new TaskCompletionSource<ExitCode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = GuardAsync(() => gate.Task);
        gate.SetException(new StreamException("disk-full", "No space."));

        (await running.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(8);
    }

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    private Task<int> GuardAsync(Func<Task<ExitCode>> command, bool json = false, bool verbose = false) =>
        Failures.GuardAsync(new CliTerminal(_out, _error, IsErrorInteractive: false, Width: 80), json, verbose, command);
}
