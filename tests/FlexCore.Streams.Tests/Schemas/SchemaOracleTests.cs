using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Json;
using FlexCore.Streams.Schemas;
using FlexCore.Streams.Values;
using Json.Schema;

namespace FlexCore.Streams.Tests.Schemas;

/// <summary>Random schemas and values: our verdict is that of another implementation.</summary>
public sealed class SchemaOracleTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_values_get_the_same_verdict(int seed)
    {
        var random = new RandomSchema(seed);
        var (valid, invalid) = (0, 0);
        for (var i = 0; i < 300; i++)
        {
            var schema = random.Schema(3);
            var ours = Compile(schema);
            var theirs = JsonSchema.FromText(schema.ToJsonString());
            for (var j = 0; j < 8; j++)
            {
                var value = random.Value(3);
                var expected = theirs.Evaluate(value).IsValid;
                (valid, invalid) = (valid + (expected ? 1 : 0), invalid + (expected ? 0 : 1));

                ours.Holds(ValueOf(value), new SchemaFailure()).ShouldBe(expected, $"seed {seed}: {value?.ToJsonString() ?? "null"} against {schema.ToJsonString()}");
                ours.Holds(ValueOf(value), failure: null).ShouldBe(expected);
            }
        }

        valid.ShouldBeGreaterThan(200);
        invalid.ShouldBeGreaterThan(200);
    }

    [Theory]
    [InlineData("""{"multipleOf":0.1}""", "0.3", true)]
    [InlineData("""{"multipleOf":0.01}""", "4.35", true)]
    [InlineData("""{"multipleOf":0.01}""", "4.355", false)]
    [InlineData("""{"multipleOf":1e300}""", "2e300", true)]
    [InlineData("""{"type":"integer"}""", "1.0", true)]
    [InlineData("""{"type":"integer"}""", "123456789012345678901", true)]
    [InlineData("""{"minLength":2}""", "\"😀\"", false)]
    [InlineData("""{"maxLength":1}""", "\"😀\"", true)]
    [InlineData("""{"pattern":"^\\p{L}+$"}""", "\"äö\"", true)]
    [InlineData("""{"pattern":"b"}""", "\"abc\"", true)]
    [InlineData("""{"const":{"a":[1,2]}}""", """{"a":[1,2]}""", true)]
    [InlineData("""{"const":1}""", "true", false)]
    [InlineData("""{"enum":["a",null]}""", "null", true)]
    [InlineData("""{"uniqueItems":true}""", """[{"a":1,"b":2},{"b":2,"a":1}]""", false)]
    [InlineData("""{"uniqueItems":true}""", "[1,true,0,false,\"1\"]", true)]
    [InlineData("""{"properties":{"a":{"$ref":"#"}},"additionalProperties":false}""", """{"a":{"a":{"a":{}}}}""", true)]
    [InlineData("""{"properties":{"a":{"$ref":"#"}},"additionalProperties":false}""", """{"a":{"a":{"b":{}}}}""", false)]
    [InlineData("""{"$ref":"#/$defs/a~1b","$defs":{"a/b":{"type":"null"}}}""", "null", true)]
    [InlineData("false", "1", false)]
    [InlineData("true", "1", true)]
    [InlineData("""{"format":"date-time"}""", "\"2026-11-22T09:30:15Z\"", true)]
    [InlineData("""{"format":"date-time"}""", "\"2026-11-22T09:30:15.123+05:30\"", true)]
    [InlineData("""{"format":"date-time"}""", "\"2026-11-22t09:30:15z\"", true)]
    [InlineData("""{"format":"date-time"}""", "\"2026-11-22 09:30:15Z\"", false)]
    [InlineData("""{"format":"date-time"}""", "\"2026-11-22T09:30:15\"", false)]
    [InlineData("""{"format":"date-time"}""", "\"2026-02-30T09:30:15Z\"", false)]
    [InlineData("""{"format":"date-time"}""", "\"2026-11-22T25:30:15Z\"", false)]
    [InlineData("""{"format":"date-time"}""", "7", true)]
    [InlineData("""{"format":"date"}""", "\"2024-02-29\"", true)]
    [InlineData("""{"format":"date"}""", "\"2023-02-29\"", false)]
    [InlineData("""{"format":"email"}""", "\"a.b+c@example.org\"", true)]
    [InlineData("""{"format":"email"}""", "\"a@b@c\"", false)]
    [InlineData("""{"format":"email"}""", "\"@example.org\"", false)]
    [InlineData("""{"format":"email"}""", "\".a@example.org\"", false)]
    [InlineData("""{"format":"email"}""", "\"a@-example.org\"", false)]
    [InlineData("""{"format":"uri"}""", "\"https://example.org/a?b=c#d\"", true)]
    [InlineData("""{"format":"uri"}""", "\"mailto:a@example.org\"", true)]
    [InlineData("""{"format":"uri"}""", "\"/a/b\"", false)]
    [InlineData("""{"format":"uri"}""", "\"http://example.org/a b\"", false)]
    [InlineData("""{"format":"uri"}""", "\"http://example.org/%zz\"", false)]
    [InlineData("""{"format":"uuid"}""", "\"123e4567-e89b-12d3-a456-426614174000\"", true)]
    [InlineData("""{"format":"uuid"}""", "\"123e4567e89b12d3a456426614174000\"", false)]
    public void Corner_cases_are_as_the_specification_says(string schema, string value, bool isValid) =>
        Compile(JsonNode.Parse(schema)).Holds(ValueOf(JsonNode.Parse(value)), new SchemaFailure()).ShouldBe(isValid);

    private static ValueSchema Compile(JsonNode? schema)
    {
        var mistakes = new List<SchemaMistake>();
        var compiled = SchemaCompiler.Compile(DocumentReader.Read(schema?.ToJsonString() ?? "null", new DiagnosticBag()).ShouldNotBeNull(), mistakes);
        mistakes.ShouldBeEmpty(schema?.ToJsonString());
        return compiled;
    }

    private static Value ValueOf(JsonNode? node)
    {
        var bytes = Encoding.UTF8.GetBytes(node?.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) ?? "null");
        var cursor = new JsonCursor(bytes, 0, bytes.Length, new TextArena());
        cursor.ReadDocument(out var value).ShouldBeTrue();
        return value;
    }
}
