using System.Text.Json.Nodes;
using FlexCore.Streams.Reference;
using FlexCore.Streams.UserOperators;
using Json.Schema;

namespace FlexCore.Streams.Tests.UserOperators;

public sealed class UserOperatorSchemaTests
{
    private static readonly JsonSchema Schema =
        JsonSchema.FromText(PipelineSchema.ToJson(new OperatorRegistry(MaskOperator.Description, RunningTotalOperator.Description)));

    [Theory]
    [InlineData("""{ "mask": { "field": "card" } }""", true)]
    [InlineData("""{ "mask": { "field": "card", "keep": 2 }, "onError": "skip" }""", true)]
    [InlineData("""{ "runningTotal": { "of": "a + 1", "by": "k", "atLeast": -2.5 } }""", true)]
    [InlineData("""{ "mask": {} }""", false)]
    [InlineData("""{ "mask": { "field": "card", "kep": 2 } }""", false)]
    [InlineData("""{ "mask": { "field": "card", "keep": 2.5 } }""", false)]
    [InlineData("""{ "other": {} }""", false)]
    public void The_schema_knows_the_programs_operators(string step, bool isValid)
    {
        var pipeline = JsonNode.Parse($$"""{ "name": "a", "source": "stdin", "sink": "stdout", "steps": [ {{step}} ] }""");

        Schema.Evaluate(pipeline).IsValid.ShouldBe(isValid);
    }
}
