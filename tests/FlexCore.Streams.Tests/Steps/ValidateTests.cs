using FlexCore.Streams.Tests.Execution;

namespace FlexCore.Streams.Tests.Steps;

public sealed class ValidateTests : IDisposable
{
    private const string Orders = """
        {"id":1,"items":[{"sku":"a","qty":2}],"note":"x"}
        {"id":"2","items":[{"sku":"b","qty":1}]}
        {"items":[]}
        {"id":4,"items":[{"sku":"c","qty":1},{"sku":"d~/e","qty":-1}]}
        {"id":5,"items":[{"qty":1}]}
        """;

    private const string Schema = "{ type: object, required: [id], properties: { id: { type: integer }, items: { type: array, items: { $ref: '#/$defs/item' } } }, $defs: { item: { type: object, required: [sku], properties: { qty: { type: integer, minimum: 0 } } } } }";

    private readonly PipelineHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("select: [id, items, note]")]
    public async Task Failures_name_pointer_value_and_rule(string before)
    {
        _harness.Folder.Write("in.ndjson", Orders);
        string[] steps = before.Length == 0 ? ["parse: json"] : ["parse: json", before];

        var progress = await _harness.RunAsync(StepPipeline.Yaml([.. steps, $"validate: {{ schema: {Schema} }}"]));

        progress.RecordsOut.ShouldBe(1);
        _harness.Folder.Read("out.ndjson").ShouldBe("{\"id\":1,\"items\":[{\"sku\":\"a\",\"qty\":2}],\"note\":\"x\"}\n");
        var dead = _harness.Folder.Read("dead.ndjson").Split('\n');
        dead[0].ShouldContain("\"reason\":\"invalid-record\",\"detail\":\"'/id' is \\\"2\\\", but the schema says type integer\"");
        dead[1].ShouldContain("\"detail\":\"'/' has no field 'id', but the schema says required\"");
        dead[2].ShouldContain("\"detail\":\"'/items/1/qty' is -1, but the schema says minimum 0\"");
        dead[3].ShouldContain("\"detail\":\"'/items/0' has no field 'sku', but the schema says required\"");
    }

    [Fact]
    public async Task Rules_about_the_whole_record_see_fields_that_nobody_named()
    {
        _harness.Folder.Write("in.ndjson", "{\"a\":1,\"b/c\":2}\n{\"a\":1}\n{\"a\":3}\n");

        await _harness.RunAsync(StepPipeline.Yaml("parse: json", "validate: { schema: { properties: { a: { enum: [1, 2] } }, additionalProperties: false } }"));

        _harness.Folder.Read("out.ndjson").ShouldBe("{\"a\":1}\n");
        _harness.Folder.Read("dead.ndjson").ShouldContain("'/b~1c' is 2, but the schema says additionalProperties false");
        _harness.Folder.Read("dead.ndjson").ShouldContain("'/a' is 3, but the schema says enum [1,2]");
    }

    [Fact]
    public async Task A_schema_file_is_part_of_the_pipeline()
    {
        _harness.Folder.Write("in.ndjson", "{\"id\":1}\n{\"id\":0}\n");
        _harness.Folder.Write("id.schema.json", """{ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "ids", "properties": { "id": { "exclusiveMinimum": 0 } } }""");
        var yaml = StepPipeline.Yaml("parse: json", "validate: { file: id.schema.json }");
        var graph = _harness.Graph(yaml);

        await _harness.RunAsync(graph);

        _harness.Folder.Read("out.ndjson").ShouldBe("{\"id\":1}\n");
        _harness.Folder.Write("id.schema.json", """{ "properties": { "id": { "exclusiveMinimum": 1 } } }""");
        _harness.Graph(yaml).Fingerprint.ShouldNotBe(graph.Fingerprint);
    }

    [Fact]
    public void A_mistake_in_a_schema_file_is_shown_with_its_place_there()
    {
        _harness.Folder.Write("id.schema.json", "{\n  \"properties\": {\n    \"id\": { \"minimun\": 0 }\n  }\n}");

        var found = _harness.Compile(Load("validate: { file: id.schema.json }")).Diagnostics.ShouldHaveSingleItem();

        found.Message.ShouldBe("id.schema.json:3:14: 'minimun' is not one of the keywords of JSON Schema that are checked.");
        found.Suggestion.ShouldBe("Did you mean 'minimum'?");
        found.Line.ShouldBe(5);
    }

    [Fact]
    public void A_missing_schema_file_is_named()
    {
        var found = _harness.Compile(Load("validate: { file: none.json }")).Diagnostics.ShouldHaveSingleItem();

        found.Message.ShouldContain("none.json' does not exist");
        (found.Line, found.Column).ShouldBe((5, 23));
    }

    [Theory]
    [InlineData("validate: {}", "4:5 The validate step needs either 'schema' or 'file'. For example: schema: { required: [id] }")]
    [InlineData("validate: { schema: {}, file: a }", "4:5 The validate step needs either 'schema' or 'file'. For example: schema: { required: [id] }")]
    [InlineData("validate: { shema: {} }", "4:17 The validate step has no key 'shema'. Did you mean 'schema'?|4:5 The validate step needs")]
    [InlineData("validate: order", "4:15 'validate' must be a mapping, not a text.")]
    [InlineData("validate: { schema: { requird: [a] } }", "4:27 'requird' is not one of the keywords of JSON Schema that are checked. Did you mean 'required'?")]
    [InlineData("validate: { schema: { patternProperties: {} } }", "4:27 'patternProperties' is not one of the keywords of JSON Schema that are checked. These are: type,")]
    [InlineData("validate: { schema: { type: strng } }", "4:33 'strng' is not a type. Did you mean 'string'?")]
    [InlineData("validate: { schema: { properties: { a: { minimum: '5' } } } }", "4:56 'minimum' must be a number, not '5'.")]
    [InlineData("validate: { schema: { multipleOf: 0 } }", "4:39 'multipleOf' must be a number above 0, not '0'.")]
    [InlineData("validate: { schema: { minLength: -1 } }", "4:38 'minLength' must be a whole number from 0, not '-1'.")]
    [InlineData("validate: { schema: { uniqueItems: yes } }", "4:40 'uniqueItems' must be true or false, not 'yes'.")]
    [InlineData("validate: { schema: { required: a } }", "4:37 'required' must be a list of names, not 'a'.")]
    [InlineData("validate: { schema: { enum: [] } }", "4:33 'enum' must be a list of values, not a list.")]
    [InlineData("validate: { schema: { anyOf: {} } }", "4:34 'anyOf' must be a list of schemas, not a mapping.")]
    [InlineData("validate: { schema: { properties: [a] } }", "4:39 'properties' must be a mapping of fields and schemas, not a list.")]
    [InlineData("validate: { schema: { properties: { a: text } } }", "4:44 A schema must be a mapping, true or false, not a text.")]
    [InlineData("validate: { schema: { format: e-mail } }", "4:35 'e-mail' is not a format that is checked. Did you mean 'email'?")]
    [InlineData("validate: { schema: { pattern: '(' } }", "4:37 The pattern '(' cannot be used:")]
    [InlineData("validate: { schema: { $ref: '#/$defs/itm' , $defs: { item: {} } } }", "4:34 '$ref' must be '#' or '#/$defs/name' of this schema, and there is no '#/$defs/itm'. Did you mean '#/$defs/item'?")]
    [InlineData("validate: { schema: { $ref: '#' } }", "4:25 The schema refers to itself in a circle")]
    [InlineData("validate: { schema: { allOf: [ { not: { $ref: '#' } } ] } }", "4:25 The schema refers to itself in a circle")]
    [InlineData("validate: { schema: { properties: { a: { $defs: {} } } } }", "4:46 '$defs' stands at the top of a schema only.")]
    public void A_mistake_is_reported_at_its_place(string step, string mistakes)
    {
        var found = StepPipeline.Mistakes(step);

        var wanted = mistakes.Split('|');
        for (var i = 0; i < Math.Min(found.Length, wanted.Length); i++)
        {
            found[i].ShouldStartWith(wanted[i]);
        }

        found.Length.ShouldBeInRange(1, wanted.Length);
    }

    [Fact]
    public void A_required_field_that_no_record_has_is_a_mistake()
    {
        var found = StepPipeline.Mistakes("select: [a, b]\n  - validate: { schema: { required: [c] } }").ShouldHaveSingleItem();

        found.ShouldStartWith("5:5 There is no field 'c' at this step.");
    }

    private static FlexCore.Streams.Definition.PipelineDefinition Load(string step) =>
        FlexCore.Streams.Definition.Loading.PipelineLoader.Load(StepPipeline.Yaml("parse: json", step)).Definition.ShouldNotBeNull();
}
