using System.Text.Json;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Commands;

/// <summary><c>flexcore expr</c> from the arguments to what the user reads.</summary>
public sealed class ExprCommandTests : IDisposable
{
    private readonly CliHarness _cli = new();

    [Fact]
    public async Task An_expression_without_record_is_a_calculator()
    {
        await _cli.ShouldExitAsync(ExitCode.Success, "expr", "-e", "6 * 7");

        _cli.Out.ShouldBe("42\n");
    }

    [Fact]
    public async Task Each_record_gives_a_line()
    {
        await _cli.ShouldExitAsync(ExitCode.Success, "expr", "-e", "a ?? 'none'", "--input", _cli.Write("r.ndjson", "{\"a\":1}\n\n{\"b\":2}\n"));

        _cli.Out.ShouldBe("1\n\"none\"\n");
    }

    [Fact]
    public async Task Records_come_through_a_pipe()
    {
        _cli.Typed = "{\"a\":1}\n{\"a\":2}\n";
        await _cli.ShouldExitAsync(ExitCode.Success, "expr", "-e", "a", "-i", "-");

        _cli.Out.ShouldBe("1\n2\n");
    }

    [Fact]
    public async Task A_record_that_fails_leaves_the_others_alone()
    {
        await _cli.ShouldExitAsync(ExitCode.RecordFailed, "expr", "-e", "a.b", "--input", _cli.Write("r.ndjson", "{\"a\":null}\n{\"a\":{\"b\":2}}\n"));

        _cli.Out.ShouldBe("2\n");
        _cli.Error.ShouldStartWith("record 1:\n  1 | a.b\n    |   ^\n");
    }

    [Fact]
    public async Task Json_has_a_value_or_an_error_for_each_record()
    {
        await _cli.ShouldExitAsync(ExitCode.RecordFailed, "expr", "-e", "a.b", "-o", "json", "-i", _cli.Write("r.ndjson", "{\"a\":null}\n{\"a\":{\"b\":2}}\n"));

        using var results = JsonDocument.Parse(_cli.Out);
        results.RootElement[0].GetProperty("error").GetString().ShouldStartWith("1:3:");
        results.RootElement[1].GetProperty("record").GetInt32().ShouldBe(2);
        results.RootElement[1].GetProperty("value").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Lines_of_a_pipe_are_expressions()
    {
        _cli.Typed = "1 + 1\n:record {\"n\":5}\nn\n:quit\nnever reached\n";
        await _cli.ShouldExitAsync(ExitCode.Success, "expr");

        _cli.Out.ShouldBe("2\n5\n");
    }

    [Fact]
    public async Task A_mistake_in_a_pipe_is_seen_by_scripts()
    {
        _cli.Typed = "1 +\n2\n";
        await _cli.ShouldExitAsync(ExitCode.RecordFailed, "expr");

        _cli.Out.ShouldEndWith("2\n");
    }

    [Theory]
    [InlineData("expr -e 1+", "the expression cannot be compiled.")]
    [InlineData("expr -e 1 -r {", "--record takes a JSON object")]
    [InlineData("expr -e 1 -r {} -i x", "exclude each other")]
    [InlineData("expr -i -", "stdin holds the records")]
    [InlineData("expr -o json", "--output json needs --expression")]
    public async Task A_wrong_command_line_is_explained(string line, string message)
    {
        await _cli.ShouldExitAsync(ExitCode.Usage, line.Split(' '));

        _cli.Error.ShouldContain(message);
    }

    [Theory]
    [InlineData("not json\n", "line 1")]
    [InlineData("{}\n[1]\n", "line 2: the record is not a JSON object")]
    public async Task A_line_that_is_no_record_is_named(string text, string message)
    {
        await _cli.ShouldExitAsync(ExitCode.InputUnavailable, "expr", "-e", "1", "-i", _cli.Write("r.ndjson", text));

        _cli.Error.ShouldContain(message);
    }

    [Fact]
    public async Task More_records_than_the_bound_are_refused()
    {
        _cli.Typed = string.Concat(Enumerable.Repeat("{}\n", 10_001));
        await _cli.ShouldExitAsync(ExitCode.InputUnavailable, "expr", "-e", "1", "-i", "-");

        _cli.Error.ShouldContain("at most 10,000 records");
    }

    [Fact]
    public async Task Bytes_that_are_not_text_are_refused()
    {
        var path = _cli.PathOf("r.gz");
        await File.WriteAllBytesAsync(path, [0x1F, 0x8B, 0xFF, 0xFE]);
        await _cli.ShouldExitAsync(ExitCode.InputUnavailable, "expr", "-e", "1", "-i", path);

        _cli.Error.ShouldContain("not UTF-8");
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        await _cli.ShouldExitAsync(ExitCode.InputUnavailable, "expr", "-e", "1", "-i", _cli.PathOf("none"));

        _cli.Error.ShouldContain("Check --input.");
    }

    public void Dispose() => _cli.Dispose();
}
