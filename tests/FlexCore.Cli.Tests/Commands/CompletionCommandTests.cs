using System.Text.Json;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Commands;

public sealed class CompletionCommandTests : IDisposable
{
    private readonly CliHarness _cli = new();

    [Theory]
    [InlineData("bash", "complete -o default -F _flexcore_complete flexcore")]
    [InlineData("zsh", "compdef _flexcore_complete flexcore")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName flexcore")]
    public async Task Each_shell_has_a_script(string shell, string registration)
    {
        await _cli.ShouldExitAsync(ExitCode.Success, "completion", shell);

        _cli.Out.ShouldContain(registration);
        _cli.Out.ShouldContain("[suggest:");
    }

    [Fact]
    public async Task Another_shell_is_a_usage_mistake() => await _cli.ShouldExitAsync(ExitCode.Usage, "completion", "csh");

    [Theory]
    [InlineData("flexcore conf", "config")]
    [InlineData("flexcore config r", "render")]
    [InlineData("flexcore test --out", "--output")]
    [InlineData("flexcore config render --output ", "json")]
    public async Task The_program_itself_says_what_may_come_next(string line, string expected)
    {
        await _cli.RunAsync($"[suggest:{line.Length}]", line);

        _cli.Out.Split('\n').ShouldContain(expected);
    }

    [Fact]
    public async Task The_schema_is_json_that_names_itself()
    {
        await _cli.ShouldExitAsync(ExitCode.Success, "schema");

        using var schema = JsonDocument.Parse(_cli.Out);
        schema.RootElement.GetProperty("$schema").GetString().ShouldBe("https://json-schema.org/draft/2020-12/schema");
        schema.RootElement.GetProperty("properties").TryGetProperty("tests", out _).ShouldBeTrue();
    }

    public void Dispose() => _cli.Dispose();
}
