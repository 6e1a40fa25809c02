using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Schemas;

namespace FlexCore.Streams.Tests.Schemas;

/// <summary>What a schema may not say: each mistake has its code, its place and what to write instead, and nothing passes unchecked.</summary>
public sealed class SchemaMistakeTests
{
    [Theory]
    [InlineData("{ type: strong }", "invalid-value", "'strong' is not a type.", "string")]
    [InlineData("{ type: [string, 7] }", "invalid-value", "'7' is not a type.", null)]
    [InlineData("{ type: [] }", "invalid-value", "a type or a list of types", null)]
    [InlineData("{ type: { a: 1 } }", "invalid-value", "is not a type.", null)]
    [InlineData("{ enum: a }", "invalid-value", "a list of values", null)]
    [InlineData("{ enum: [] }", "invalid-value", "a list of values", null)]
    [InlineData("{ minimum: low }", "invalid-value", "a number", null)]
    [InlineData("{ minimum: \"1\" }", "invalid-value", "a number", null)]
    [InlineData("{ exclusiveMaximum: true }", "invalid-value", "a number", null)]
    [InlineData("{ multipleOf: 0 }", "invalid-value", "a number above 0", null)]
    [InlineData("{ multipleOf: -1 }", "invalid-value", "a number above 0", null)]
    [InlineData("{ minLength: -1 }", "invalid-value", "a whole number from 0", null)]
    [InlineData("{ maxLength: 1.5 }", "invalid-value", "a whole number from 0", null)]
    [InlineData("{ minItems: 2147483648 }", "invalid-value", "a whole number from 0", null)]
    [InlineData("{ maxItems: many }", "invalid-value", "a whole number from 0", null)]
    [InlineData("{ uniqueItems: yes }", "invalid-value", "true or false", null)]
    [InlineData("{ uniqueItems: \"true\" }", "invalid-value", "true or false", null)]
    [InlineData("{ required: id }", "invalid-value", "a list of names", null)]
    [InlineData("{ required: [id, null] }", "invalid-value", "a list of names", null)]
    [InlineData("{ required: [[id]] }", "invalid-value", "a list of names", null)]
    [InlineData("{ pattern: [a] }", "invalid-value", "a regular expression", null)]
    [InlineData("{ pattern: null }", "invalid-value", "a regular expression", null)]
    [InlineData("{ pattern: \"(\" }", "invalid-value", "The pattern '(' cannot be used: ", null)]
    [InlineData("{ format: e-mail }", "invalid-value", "'e-mail' is not a format that is checked.", "email")]
    [InlineData("{ format: [date] }", "invalid-value", "is not a format that is checked.", null)]
    [InlineData("{ propertys: {} }", "unknown-key", "'propertys' is not one of the keywords of JSON Schema that are checked.", "properties")]
    [InlineData("{ zzzzzzzzzz: 1 }", "unknown-key", "'zzzzzzzzzz' is not one of the keywords", "These are: ")]
    [InlineData("7", "wrong-type", "A schema must be a mapping, true or false, not a ", null)]
    [InlineData("[]", "wrong-type", "A schema must be a mapping, true or false, not a ", null)]
    [InlineData("{ properties: [a] }", "invalid-value", "", null)]
    [InlineData("{ properties: { a: { type: strong } } }", "invalid-value", "'strong' is not a type.", "string")]
    [InlineData("{ items: { minimum: x } }", "invalid-value", "a number", null)]
    [InlineData("{ allOf: {} }", "invalid-value", "", null)]
    [InlineData("{ allOf: [] }", "invalid-value", "", null)]
    [InlineData("{ not: 3 }", "wrong-type", "A schema must be a mapping, true or false, not a ", null)]
    [InlineData("{ $ref: \"#/$defs/x\" }", "invalid-value", "", null)]
    [InlineData("{ $ref: \"other.json\" }", "invalid-value", "", null)]
    [InlineData("{ $defs: { a: { $ref: \"#/$defs/a\" } }, $ref: \"#/$defs/a\" }", "invalid-value", "", null)]
    public void A_mistake_of_a_schema_is_told_with_its_remedy(string schema, string code, string told, string? suggestion)
    {
        var mistakes = Compile(schema);

        mistakes.ShouldNotBeEmpty();
        mistakes[0].Code.ShouldBe(code, mistakes[0].Message);
        mistakes[0].Message.ShouldContain(told);
        mistakes[0].Mark.Line.ShouldBe(1);
        (suggestion is null || (mistakes[0].Suggestion ?? "").Contains(suggestion, StringComparison.Ordinal)).ShouldBeTrue(mistakes[0].Suggestion);
    }

    [Fact]
    public void All_mistakes_are_told_at_once_each_at_its_place()
    {
        var mistakes = Compile("type: strong\nproperties:\n  a: { minimum: x }\n  b:\n    format: e-mail\n");

        mistakes.Select(mistake => (mistake.Mark.Line, mistake.Mark.Column)).ShouldBe([(1, 7), (3, 17), (5, 13)]);
    }

    [Theory]
    [InlineData("{ title: t, description: d, default: 1, examples: [1], $comment: c, deprecated: true, readOnly: true }")]
    [InlineData("{ $schema: \"https://json-schema.org/draft/2020-12/schema\", $id: x }")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("{}")]
    public void What_only_describes_is_allowed(string schema) => Compile(schema).ShouldBeEmpty();

    private static List<SchemaMistake> Compile(string schema)
    {
        var diagnostics = new DiagnosticBag();
        var mistakes = new List<SchemaMistake>();
        SchemaCompiler.Compile(DocumentReader.Read(schema, diagnostics).ShouldNotBeNull(), mistakes);
        return mistakes;
    }
}
