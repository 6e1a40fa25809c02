using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Commands;

public sealed class NewCommandTests : IDisposable
{
    private readonly CliHarness _cli = new();

    /// <summary>The promise of a scaffold: it works as it is.</summary>
    [Fact]
    public async Task A_new_pipeline_lints_tests_and_explains_as_made()
    {
        await _cli.ShouldExitAsync(ExitCode.Success, "new", "pipeline", "my-orders", "--folder", _cli.PathOf("flows"));
        _cli.Out.ShouldContain("created  " + _cli.PathOf("flows/my-orders.yaml") + "\n");
        var file = _cli.PathOf("flows/my-orders.yaml");

        await _cli.ShouldExitAsync(ExitCode.Success, "lint", file);
        await _cli.ShouldExitAsync(ExitCode.Success, "explain", file);
        await _cli.ShouldExitAsync(ExitCode.Success, "test", file);

        _cli.Out.ShouldEndWith("3 passed, 0 failed\n");
        (await File.ReadAllTextAsync(file)).ShouldNotContain("NAME", Case.Sensitive);
    }

    [Fact]
    public async Task A_new_operator_is_a_project_with_a_class()
    {
        await _cli.ShouldExitAsync(ExitCode.Success, "new", "operator", "big-letters", "--folder", _cli.PathOf("op"));

        Directory.GetFiles(_cli.PathOf("op")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["BigLettersOperator.cs", "big-letters.csproj"]);
        var code = await File.ReadAllTextAsync(_cli.PathOf("op/BigLettersOperator.cs"));
        code.ShouldContain("Stateless(\"big-letters\", version: 1");
        code.ShouldNotContain("TYPE", Case.Sensitive);
        (await File.ReadAllTextAsync(_cli.PathOf("op/big-letters.csproj"))).ShouldContain(AppContext.BaseDirectory.TrimEnd('/'));
    }

    [Fact]
    public async Task A_new_application_has_a_pipeline_without_mistakes()
    {
        await _cli.ShouldExitAsync(ExitCode.Success, "new", "app", "shop", "--folder", _cli.PathOf("app"));

        Directory.GetFiles(_cli.PathOf("app")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["Program.cs", "shop.csproj", "shop.yaml"]);
        (await File.ReadAllTextAsync(_cli.PathOf("app/shop.yaml"))).ShouldContain("-H 'Content-Type: application/json' -d", Case.Sensitive, "curl's own type is refused");
        await _cli.ShouldExitAsync(ExitCode.Success, "lint", _cli.PathOf("app/shop.yaml"));
    }

    [Fact]
    public async Task Nothing_is_overwritten_and_nothing_half_written()
    {
        _cli.Write("mine.test.yaml", "precious");

        await _cli.ShouldExitAsync(ExitCode.OutputUnavailable, "new", "pipeline", "mine", "--folder", _cli.Folder);

        _cli.Error.ShouldContain("exists already, and nothing was written");
        Directory.GetFiles(_cli.Folder).Select(Path.GetFileName).ShouldBe(["mine.test.yaml"]);
        (await File.ReadAllTextAsync(_cli.PathOf("mine.test.yaml"))).ShouldBe("precious");
    }

    [Theory]
    [InlineData("Upper")]
    [InlineData("1st")]
    [InlineData("a/b")]
    [InlineData("../x")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_name_that_cannot_be_used_is_refused(string name)
    {
        await _cli.ShouldExitAsync(ExitCode.Usage, "new", "pipeline", name, "--folder", _cli.Folder);

        _cli.Error.ShouldContain("Use a-z, 0-9 and hyphens");
        Directory.EnumerateFileSystemEntries(_cli.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_created_is_named()
    {
        await _cli.ShouldExitAsync(ExitCode.OutputUnavailable, "new", "pipeline", "x", "--folder", Path.Combine(_cli.Write("file", "x"), "below"));

        _cli.Error.ShouldContain("--folder");
    }

    public void Dispose() => _cli.Dispose();
}
