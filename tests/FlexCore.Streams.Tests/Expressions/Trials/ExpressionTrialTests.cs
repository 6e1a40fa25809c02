using System.Text;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Trials;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Expressions.Trials;

public sealed class ExpressionTrialTests
{
    [Theory]
    [InlineData("a + 1", 4.0)]
    [InlineData("$.a * 2", 6.0)]
    [InlineData("$.list.length + a", 5.0)]
    [InlineData("missing ?? 7", 7.0)]
    [InlineData("[1, 2].map(x => x + a)[1]", 5.0)]
    public void Names_are_the_records_fields(string expression, double expected) =>
        Evaluate(expression, """{"a":3,"list":["x","y"]}""").AsNumber().ShouldBe(expected);

    [Fact]
    public void The_record_itself_has_a_name() => Evaluate("$", """{"a":3}""").AsObject().Fields.ShouldHaveSingleItem().Key.ShouldBe("a");

    [Fact]
    public void A_field_that_is_missing_is_undefined() => Evaluate("b", """{"a":3}""").ShouldBe(Value.Undefined);

    [Fact]
    public void A_constant_needs_no_record() => Evaluate("1 + 1", "{}").AsNumber().ShouldBe(2);

    [Fact]
    public void What_is_read_is_named() => ExpressionTrial.Compile("b + a.c").OrThrow().ReferencedNames.ShouldBe(["a", "b"]);

    [Fact]
    public void One_trial_evaluates_many_records()
    {
        var trial = ExpressionTrial.Compile("a").OrThrow();

        trial.Evaluate(Record("""{"a":1}""")).AsNumber().ShouldBe(1);
        trial.Evaluate(Record("""{"b":1}""")).IsUndefined.ShouldBeTrue();
        trial.Evaluate(Record("""{"a":2}""")).AsNumber().ShouldBe(2);
    }

    [Fact]
    public void A_mistake_has_its_place()
    {
        var mistake = ExpressionTrial.Compile("a +").Diagnostics.ShouldHaveSingleItem();

        mistake.Position.Column.ShouldBe(4);
    }

    [Fact]
    public void An_operation_that_does_not_exist_is_an_error_with_its_place() =>
        Should.Throw<ExpressionException>(() => Evaluate("a.b.c", """{"a":{}}""")).Position.Column.ShouldBeGreaterThan(1);

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("3")]
    [InlineData("{\"a\":}")]
    [InlineData("{} {}")]
    public void Only_an_object_is_a_record(string text)
    {
        ExpressionTrial.ReadRecord(Encoding.UTF8.GetBytes(text), out _, out var mistake).ShouldBeFalse();
        mistake.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Bytes_that_are_not_text_are_no_record()
    {
        ExpressionTrial.ReadRecord([(byte)'{', 0xFF, (byte)'}'], out _, out var mistake).ShouldBeFalse();
        mistake.ShouldBe("the record is not UTF-8");
    }

    private static Value Evaluate(string expression, string record) => ExpressionTrial.Compile(expression).OrThrow().Evaluate(Record(record));

    private static Value Record(string json)
    {
        ExpressionTrial.ReadRecord(Encoding.UTF8.GetBytes(json), out var record, out var mistake).ShouldBeTrue(mistake);
        return record;
    }
}
