using System.Text;
using FlexCore.Application.Streams;
using FlexCore.Streams.Tests.Execution;

namespace FlexCore.Streams.Tests.Steps;

public sealed class LookupTests : IDisposable
{
    private const string Products = "sku,name,price,stock\n7,hammer,9.50,true\nA-1,\"nail, long\",0.05,false\n007,spy,,\n";

    private readonly PipelineHarness _harness = new();

    public LookupTests() => _harness.Folder.Write("products.csv", Products);

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData("fields: [name]", """{"sku":7,"n":1,"name":"hammer"}|{"sku":"7","name":"hammer"}|{"sku":"A-1","name":"nail, long"}|{"sku":"007","name":"spy"}|{"sku":"x","name":null}|{"n":2,"name":null}""")]
    [InlineData("fields: [price, stock], types: { price: number, stock: boolean }, missing: drop, prefix: p_", """{"sku":7,"n":1,"p_price":9.5,"p_stock":true}|{"sku":"7","p_price":9.5,"p_stock":true}|{"sku":"A-1","p_price":0.05,"p_stock":false}|{"sku":"007","p_price":null,"p_stock":null}""")]
    [InlineData("fields: { n: name }, missing: fail", """{"sku":7,"n":"hammer"}|{"sku":"7","n":"hammer"}|{"sku":"A-1","n":"nail, long"}|{"sku":"007","n":"spy"}""")]
    public async Task Fields_come_from_the_row_with_the_key(string settings, string expected)
    {
        _harness.Folder.Write("in.ndjson", "{\"sku\":7,\"n\":1}\n{\"sku\":\"7\"}\n{\"sku\":\"A-1\"}\n{\"sku\":\"007\"}\n{\"sku\":\"x\"}\n{\"n\":2}\n");

        await _harness.RunAsync(StepPipeline.Yaml("parse: json", $"lookup: {{ file: products.csv, key: sku, {settings} }}"));

        _harness.Folder.Read("out.ndjson").ShouldBe(expected.Replace('|', '\n') + "\n");
        if (settings.Contains("fail", StringComparison.Ordinal))
        {
            _harness.Folder.Read("dead.ndjson").ShouldContain("\"reason\":\"lookup-missing\",\"detail\":\"the key \\\"x\\\" is not in '");
            _harness.Folder.Read("dead.ndjson").ShouldContain("the key missing is not in '");
        }
    }

    [Fact]
    public async Task A_key_of_several_parts_and_an_ndjson_table()
    {
        _harness.Folder.Write("rates.ndjson", "{\"from\":\"EUR\",\"to\":\"USD\",\"rate\":1.1,\"deep\":{\"a\":[1]}}\n{\"from\":\"EUR\",\"to\":\"CHF\",\"rate\":0.9}\n");
        _harness.Folder.Write("in.ndjson", "{\"o\":{\"c\":\"eur\"},\"to\":\"USD\"}\n{\"o\":{\"c\":\"eur\"},\"to\":\"CHF\"}\n{\"o\":{\"c\":\"usd\"},\"to\":\"CHF\"}\n");

        await _harness.RunAsync(StepPipeline.Yaml("parse: json", "lookup: { file: rates.ndjson, key: [ { from: o.c.toUpperCase() }, to ], fields: [rate, deep] }", "select: [to, rate, deep]"));

        _harness.Folder.Read("out.ndjson").ShouldBe("{\"to\":\"USD\",\"rate\":1.1,\"deep\":{\"a\":[1]}}\n{\"to\":\"CHF\",\"rate\":0.9,\"deep\":null}\n{\"to\":\"CHF\",\"rate\":null,\"deep\":null}\n");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_result_is_that_of_a_dictionary(int seed)
    {
        var random = new Random(seed);
        var table = Enumerable.Range(0, 500).Select(i => i * 3).ToDictionary(i => i, i => $"v{random.Next(1000)}");
        var keys = Enumerable.Range(0, 2_000).Select(_ => random.Next(1_600)).ToList();
        _harness.Folder.Write("table.csv", "k,v\n" + string.Concat(table.Select(row => $"{row.Key},{row.Value}\n")));
        _harness.Folder.Write("in.ndjson", string.Concat(keys.Select(key => random.Next(2) == 0 ? $"{{\"k\":{key}}}\n" : $"{{\"k\":\"{key}\"}}\n")));

        await _harness.RunAsync(StepPipeline.Yaml("parse: json", "lookup: { file: table.csv, key: k, fields: [v], missing: drop }", "map: { k: \"`${k}`\" }"));

        var expected = keys.Where(table.ContainsKey).Select(key => $"{{\"k\":\"{key}\",\"v\":\"{table[key]}\"}}\n");
        _harness.Folder.Read("out.ndjson").ShouldBe(string.Concat(expected), $"seed {seed}");
    }

    [Theory]
    [InlineData(null, "lookup-not-found", "does not exist")]
    [InlineData("", "lookup-damaged", "is empty")]
    [InlineData("sku,title\n1,a\n", "csv-column-missing", "have no 'name'")]
    [InlineData("sku,name\n1,a\n2\n", "lookup-damaged", "Line 3 of the lookup file")]
    [InlineData("sku,name\n1,a\n\n1,b\n", "lookup-key-twice", "The key \"1\" is in '")]
    [InlineData("sku,name\n1,a\n01,b\n1.0,c\n", null, null)]
    [InlineData("\uFEFFsku,name\r\n1,a\r\n", null, null)]
    public async Task A_table_that_cannot_be_used_is_explained(string? content, string? code, string? message)
    {
        _harness.Folder.Write("in.ndjson", "{\"sku\":1}\n");
        if (content is not null)
        {
            _harness.Folder.Write("table.csv", content);
        }

        var graph = _harness.Graph(StepPipeline.Yaml("parse: json", "lookup: { file: table.csv, key: sku, fields: [name] }"));
        if (code is null)
        {
            await _harness.RunAsync(graph);
            _harness.Folder.Read("out.ndjson").ShouldBe("{\"sku\":1,\"name\":\"a\"}\n");
            return;
        }

        var error = await _harness.FailAsync(graph);
        error.Code.ShouldBe(code);
        error.Message.ShouldContain(message.ShouldNotBeNull());
    }

    [Fact]
    public async Task A_row_without_a_key_and_broken_text_are_refused()
    {
        _harness.Folder.Write("in.ndjson", "{}\n");
        _harness.Folder.Write("table.ndjson", "{\"sku\":1}\n{\"name\":\"x\"}\n");
        var graph = _harness.Graph(StepPipeline.Yaml("parse: json", "lookup: { file: table.ndjson, key: sku, fields: [name] }"));
        (await _harness.FailAsync(graph)).Message.ShouldStartWith("Row 2 of '");

        _harness.Folder.Write("table.ndjson", [.. Encoding.UTF8.GetBytes("{\"sku\":\""), 0xFF, (byte)'"', (byte)'}']);
        (await _harness.FailAsync(graph)).Message.ShouldContain("not valid UTF-8");
    }

    [Fact]
    public async Task An_interrupted_run_goes_on_with_the_same_table_only()
    {
        _harness.Folder.Write("in.ndjson", "{\"sku\":7}\n");
        var yaml = StepPipeline.Yaml("parse: json", "lookup: { file: products.csv, key: sku, fields: [name] }");
        await _harness.RunAsync(_harness.Graph(yaml));
        var checkpoint = (await _harness.Checkpoints.LoadAsync(PipelineHarness.Stream)).ShouldNotBeNull();

        _harness.Folder.Write("products.csv", Products.Replace("9.50", "9.99", StringComparison.Ordinal));
        await using (await _harness.StartAsync(_harness.Graph(yaml), checkpoint))
        {
            // Only the columns that the step uses count.
        }

        _harness.Folder.Write("products.csv", Products.Replace("hammer", "mallet", StringComparison.Ordinal));
        var error = await Should.ThrowAsync<StreamException>(() => _harness.StartAsync(_harness.Graph(yaml), checkpoint));
        error.Code.ShouldBe("checkpoint-lookup-changed");
        error.Message.ShouldContain("products.csv");
        error.Message.ShouldContain("--fresh");
    }

    [Theory]
    [InlineData("lookup: { key: a, fields: [b] }", "4:13 The lookup step needs either 'file' or 'sqlite'. For example: file: products.csv")]
    [InlineData("lookup: { file: a.csv, sqlite: { path: b, table: c }, key: a, fields: [b] }", "4:13 The lookup step needs either 'file' or 'sqlite'. For example: file: products.csv")]
    [InlineData("lookup: { file: a.csv, fields: [b] }", "4:13 The lookup step needs the key 'key'.")]
    [InlineData("lookup: { file: a.csv, key: a }", "4:13 The lookup step needs the key 'fields'.")]
    [InlineData("lookup: { file: a.csv, key: a, fields: [b, b] }", "4:48 The field 'b' occurs twice. Remove one of them.")]
    [InlineData("lookup: { file: a.csv, key: a, fields: [a] }", "4:45 The column 'a' is the key: its value is known already. Leave it out, or use a map step.")]
    [InlineData("lookup: { file: a.csv, key: a, fields: [b], missing: skip }", "4:58 'skip' is not allowed for 'missing'. Allowed here: null, drop, fail.")]
    [InlineData("lookup: { file: a.ndjson, key: a, fields: [b], types: { b: number } }", "4:61 'types' belongs to CSV files: NDJSON has types of its own. Remove it, or set format: csv.")]
    [InlineData("lookup: { sqlite: { path: a }, key: a, fields: [b] }", "4:23 The lookup's sqlite needs the key 'table'.")]
    [InlineData("lookup: { sqlite: { path: a, table: t }, types: { b: number }, key: a, fields: [b] }", "4:53 'format' and 'types' belong to 'file', not to 'sqlite'. Remove them.")]
    [InlineData("lookup: { sqlite: { path: a, table: t }, key: a, fields: [b] }", "4:5 This program has no support for the SQLite table 't' in '")]
    [InlineData("lookup: { file: a.csv, key: { a: b + }, fields: [b] }", "4:")]
    [InlineData("lookup: { file: a.csv, kee: a, key: a, fields: [b] }", "4:28 The lookup step has no key 'kee'. Did you mean 'key'?")]
    public void A_mistake_is_reported_at_its_place(string step, string mistake) => StepPipeline.Mistakes(step).ShouldHaveSingleItem().ShouldStartWith(mistake);

    [Fact]
    public void An_output_that_is_a_lookup_table_is_refused()
    {
        var yaml = StepPipeline.Yaml("parse: json", "lookup: { file: out.ndjson, key: a, fields: [b] }");

        _harness.Compile(FlexCore.Streams.Definition.Loading.PipelineLoader.Load(yaml).Definition.ShouldNotBeNull()).Diagnostics
            .ShouldHaveSingleItem().Message.ShouldContain("out.ndjson' is a lookup table already.");
    }
}
