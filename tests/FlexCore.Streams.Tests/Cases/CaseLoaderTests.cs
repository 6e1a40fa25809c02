using FlexCore.Streams.Cases;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Tests.Cases;

public sealed class CaseLoaderTests
{
    [Fact]
    public void A_case_reads_every_key()
    {
        var one = Read("""
            pipeline: other.yaml
            tests:
              - name: all keys
                vars: { least: 3 }
                input: [ { a: 1 } ]
                outputs: { out.ndjson: [ { a: 1 } ], "2": [] }
                deadLetters: [ { reason: x } ]
                errors: 2
                late: 0
                fails: record-failed
                ignore: [b, c]
                order: any
                fields: named
            """, out var file);

        file.Pipeline.ShouldBe("other.yaml");
        file.IsPipeline.ShouldBeFalse();
        one.Mark.Line.ShouldBe(3);
        one.Variables.ShouldBe(new Dictionary<string, string> { ["least"] = "3" });
        one.Outputs.Keys.ShouldBe(["out.ndjson", "2"]);
        one.Outputs["2"].ShouldBeEmpty();
        one.DeadLetters.ShouldBe(["{\"reason\":\"x\"}"]);
        one.Errors.ShouldBe(2);
        one.Late.ShouldBe(0);
        one.Fails.ShouldBe("record-failed");
        one.Ignored.ShouldBe(["b", "c"]);
        one.Order.ShouldBe(CaseOrder.Any);
        one.Fields.ShouldBe(CaseFields.Named);
    }

    [Theory]
    [InlineData("input: [ { a: 1, b: [x, null] }, { c: \"1\" } ]", "{\"a\":1,\"b\":[\"x\",null]}\n{\"c\":\"1\"}\n")]
    [InlineData("input: [ 'first line', \"second \\\"line\\\"\" ]", "first line\nsecond \"line\"\n")]
    [InlineData("input: \"as it is\"", "as it is")]
    [InlineData("input: []", "")]
    [InlineData("input: [ 'keeps ${this} and $${that}' ]", "keeps ${this} and $${that}\n")]
    public void Input_is_records_lines_or_text(string input, string expected) =>
        Read($"tests: [ {{ name: x, output: [], {input} }} ]", out _).Input.ShouldBe(expected);

    [Theory]
    [InlineData("1", "1")]
    [InlineData("-1.50", "-1.50")]
    [InlineData("1e3", "1e3")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    [InlineData("007", "\"007\"")]
    [InlineData("+1", "\"+1\"")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData(".5", "\".5\"")]
    [InlineData("5.", "\"5.\"")]
    [InlineData("1e999", "\"1e999\"")]
    [InlineData("0x1F", "\"0x1F\"")]
    [InlineData("true", "true")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("~", "null")]
    [InlineData("'~'", "\"~\"")]
    [InlineData("'12'", "\"12\"")]
    [InlineData("2026-03-01T12:00:00.000Z", "\"2026-03-01T12:00:00.000Z\"")]
    [InlineData("größer", "\"größer\"")]
    public void What_stands_without_quotes_is_read_as_json_reads_it(string yaml, string json) =>
        Read($"tests: [ {{ name: x, input: '', output: [ {{ v: {yaml} }} ] }} ]", out _).Outputs[string.Empty].ShouldBe([$"{{\"v\":{json}}}"]);

    [Fact]
    public void A_pipeline_carries_cases_that_change_nothing_in_it()
    {
        const string Plain = "name: p\nsource: stdin\nsink: stdout\n";
        const string WithCases = Plain + "tests: [ { name: x, input: [ '${nothing}' ], output: [] } ]\n";

        CaseLoader.Load(WithCases).File.ShouldNotBeNull().IsPipeline.ShouldBeTrue();
        PipelineLoader.Load(WithCases).Definition.ShouldBe(PipelineLoader.Load(Plain).Definition);
        CaseLoader.Load(Plain).File.ShouldNotBeNull().Cases.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[]", "must be a mapping")]
    [InlineData("pipeline: x", "needs the key 'tests'")]
    [InlineData("tests: 3", "must be a list of cases")]
    [InlineData("tests: [ 3 ]", "must be a mapping")]
    [InlineData("tests: []\nmore: 1", "has no key 'more'")]
    [InlineData("tests: [ { input: '', output: [] } ]", "needs the key 'name'")]
    [InlineData("tests: [ { name: x, output: [] } ]", "needs either 'input' or 'inputFile'")]
    [InlineData("tests: [ { name: x, input: '', inputFile: y, output: [] } ]", "needs either 'input' or 'inputFile'")]
    [InlineData("tests: [ { name: x, input: '' } ]", "expects nothing, so it cannot fail")]
    [InlineData("tests: [ { name: x, input: {}, output: [] } ]", "'input' must be a text, a list of lines or a list of records")]
    [InlineData("tests: [ { name: x, input: '', output: {} } ]", "'output' must be a list of records")]
    [InlineData("tests: [ { name: x, input: '', output: [ 3 ] } ]", "A record of 'output' must be a mapping")]
    [InlineData("tests: [ { name: x, input: '', outputs: [] } ]", "'outputs' must name each sink")]
    [InlineData("tests: [ { name: x, input: '', output: [], outputs: {} } ]", "exclude each other")]
    [InlineData("tests: [ { name: x, input: '', errors: -1 } ]", "'errors' must be a whole number from 0, not '-1'")]
    [InlineData("tests: [ { name: x, input: '', late: some } ]", "'late' must be a whole number from 0, not 'some'")]
    [InlineData("tests: [ { name: x, input: '', output: [], order: random } ]", "'random' is not allowed for 'order'")]
    [InlineData("tests: [ { name: x, input: '', output: [], outptu: [] } ]", "has no key 'outptu'")]
    [InlineData("tests: [ { name: x, input: '', errors: 0 }, { name: x, input: '', errors: 0 } ]", "Two cases have the name 'x'")]
    [InlineData("tests: [ {", "not valid YAML")]
    public void A_mistake_is_named(string text, string message)
    {
        var result = CaseLoader.Load(text);

        result.File.ShouldBeNull();
        result.Diagnostics.ShouldContain(found => found.Message.Contains(message, StringComparison.Ordinal), string.Join('\n', result.Diagnostics));
        result.Diagnostics.ShouldAllBe(found => found.Line > 0);
    }

    [Fact]
    public void More_cases_than_the_bound_are_refused()
    {
        string Cases(int count) => "tests:\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"- {{ name: c{i}, input: '', errors: 0 }}\n"));

        CaseLoader.Load(Cases(CaseLoader.MaxCases)).File.ShouldNotBeNull().Cases.Count.ShouldBe(CaseLoader.MaxCases);
        CaseLoader.Load(Cases(CaseLoader.MaxCases + 1)).Diagnostics.ShouldHaveSingleItem().Code.ShouldBe(DiagnosticCodes.TooLarge);
    }

    private static PipelineCase Read(string text, out CaseFile file)
    {
        var result = CaseLoader.Load(text);
        file = result.File.ShouldNotBeNull(string.Join('\n', result.Diagnostics));
        return file.Cases.ShouldHaveSingleItem();
    }
}
