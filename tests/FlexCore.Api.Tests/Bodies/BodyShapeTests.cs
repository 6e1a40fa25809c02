using System.Text.Json;
using FlexCore.Api.Bodies;
using FlexCore.Api.Problems;

namespace FlexCore.Api.Tests.Bodies;

public sealed class BodyShapeTests
{
    private static readonly BodyShape Shape = new(
    [
        new BodyField("name", BodyFieldKind.Text, "Its name.") { Required = true },
        new BodyField("start", BodyFieldKind.Flag, ""),
        new BodyField("document", BodyFieldKind.Document, ""),
        new BodyField("variables", BodyFieldKind.Map, ""),
        new BodyField("data", BodyFieldKind.Any, ""),
        new BodyField("headers", BodyFieldKind.Object, ""),
        new BodyField("priority", BodyFieldKind.Number, ""),
    ]);

    [Theory]
    [InlineData("""{"name":"n"}""")]
    [InlineData("""{"name":"","start":true}""")]
    [InlineData("""{"name":"n","start":false,"document":"text"}""")]
    [InlineData("""{"name":"n","document":{"a":1}}""")]
    [InlineData("""{"name":"n","variables":{}}""")]
    [InlineData("""{"name":"n","variables":{"a":"x","b":1.5,"c":true,"d":false}}""")]
    [InlineData("""{"name":"n","data":null}""")]
    [InlineData("""{"name":"n","data":[1,{"a":[]}]}""")]
    [InlineData("""{"name":"n","headers":{"a":[1]}}""")]
    [InlineData("""{"name":"n","priority":-2147483648}""")]
    [InlineData("""{"name":"n","start":null,"document":null,"variables":null,"headers":null,"priority":null}""")]
    public void What_fits_is_taken(string body) => Check(body).Text("name").ShouldNotBeNull();

    [Theory]
    [InlineData("7", null, "The body is a number. Send an object with name, start, document, variables, data, headers, priority.")]
    [InlineData("[]", null, "The body is an array. Send an object with name, start, document, variables, data, headers, priority.")]
    [InlineData("null", null, "The body is null. Send an object with name, start, document, variables, data, headers, priority.")]
    [InlineData("true", null, "The body is a boolean. Send an object with name, start, document, variables, data, headers, priority.")]
    [InlineData("{}", "name", "The field 'name' is missing. Its name.")]
    [InlineData("""{"name":null}""", "name", "The field 'name' is missing. Its name.")]
    [InlineData("""{"name":7}""", "name", "The field 'name' is a number. Send a string.")]
    [InlineData("""{"name":"n","name":"m"}""", "name", "The field 'name' comes twice. Send it once.")]
    [InlineData("""{"name":"n","Name":"m"}""", "Name", "The field 'Name' is unknown. Use name, start, document, variables, data, headers, priority.")]
    [InlineData("""{"name":"n","start":"yes"}""", "start", "The field 'start' is a string. Send true or false.")]
    [InlineData("""{"name":"n","start":0}""", "start", "The field 'start' is a number. Send true or false.")]
    [InlineData("""{"name":"n","document":[]}""", "document", "The field 'document' is an array. Send the document as a string or an object.")]
    [InlineData("""{"name":"n","variables":"a=1"}""", "variables", "The field 'variables' is a string. Send an object.")]
    [InlineData("""{"name":"n","variables":{"a":null}}""", "variables", "The field 'variables' is an object. Send an object of strings, numbers or booleans.")]
    [InlineData("""{"name":"n","variables":{"a":[1]}}""", "variables", "The field 'variables' is an object. Send an object of strings, numbers or booleans.")]
    [InlineData("""{"name":"n","headers":[]}""", "headers", "The field 'headers' is an array. Send an object.")]
    [InlineData("""{"name":"n","priority":1.5}""", "priority", "The field 'priority' is a number. Send a whole number.")]
    [InlineData("""{"name":"n","priority":2147483648}""", "priority", "The field 'priority' is a number. Send a whole number.")]
    [InlineData("""{"name":"n","priority":"1"}""", "priority", "The field 'priority' is a string. Send a whole number.")]
    public void What_does_not_fit_is_named_with_the_remedy(string body, string? field, string detail)
    {
        var problem = Should.Throw<ProblemException>(() => Check(body)).Problem;

        (problem.Detail, problem.Field).ShouldBe((detail, field));
    }

    [Fact]
    public void A_long_unknown_field_is_shown_cut_and_without_control_characters()
    {
        var problem = Should.Throw<ProblemException>(() => Check($$"""{"{{new string('x', 100)}}\u0007":1}""")).Problem;

        problem.Field.ShouldBe(new string('x', 60) + "…");
        Should.Throw<ProblemException>(() => Check("""{"a\u0007b":1}""")).Problem.Field.ShouldBe("a\ufffdb");
    }

    [Fact]
    public void A_shape_without_fields_takes_only_an_empty_object()
    {
        var nothing = new BodyShape([]);
        nothing.Check(JsonDocument.Parse("{}").RootElement).Find("x").ShouldBeNull();

        Should.Throw<ProblemException>(() => nothing.Check(JsonDocument.Parse("""{"a":1}""").RootElement)).Problem.Detail.ShouldBe("The field 'a' is unknown. Use no field.");
    }

    [Fact]
    public void Values_have_defaults_where_they_are_absent_or_null()
    {
        var values = Check("""{"name":"n","start":null,"priority":null,"variables":{"a":"x","b":1.50,"c":true}}""");

        (values.Flag("start", true), values.Flag("start", false), values.Number("priority", 9), values.Text("document"), values.Find("data")).ShouldBe((true, false, 9, null, null));
        values.Map("variables").ShouldBe(new Dictionary<string, string> { ["a"] = "x", ["b"] = "1.50", ["c"] = "true" }, ignoreOrder: true);
        values.Map("headers").ShouldBeEmpty();
        var set = Check("""{"name":"n","start":false,"priority":3,"document":{"a": 1}}""");
        (set.Flag("start", true), set.Number("priority", 9), set.Text("document")).ShouldBe((false, 3, """{"a": 1}"""));
    }

    private static BodyValues Check(string body) => Shape.Check(JsonDocument.Parse(body).RootElement);
}
