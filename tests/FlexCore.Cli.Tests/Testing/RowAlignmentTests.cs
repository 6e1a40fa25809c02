using FlexCore.Cli.Testing;
using FlexCore.Streams.Cases;

namespace FlexCore.Cli.Tests.Testing;

public sealed class RowAlignmentTests
{
    private static readonly RowComparison Exact = new([], CaseFields.All);

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1.0}""")]
    [InlineData("""{"a":1,"b":[{"c":"x"}]}""", """{"b":[{"c":"x"}],"a":1}""")]
    [InlineData("""{"a":"é"}""", """{"a":"\u00e9"}""")]
    [InlineData("""{"a":null,"b":false}""", """{"a":null,"b":false}""")]
    [InlineData("""{"a":1e300}""", """{"a":1.0e300}""")]
    public void Equal_content_is_equal(string expected, string actual) => Compare([expected], [actual]).ShouldBeEmpty();

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""", "a", "1", "2")]
    [InlineData("""{"a":1}""", """{"a":"1"}""", "a", "1", "\"1\"")]
    [InlineData("""{"a":12345678901234567890}""", """{"a":12345678901234567891}""", "a", "12345678901234567890", "12345678901234567891")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""", "a", "[1,2]", "[1]")]
    [InlineData("""{"a":{"b":1}}""", """{"a":{"b":1,"c":2}}""", "a", "{\"b\":1}", "{\"b\":1,\"c\":2}")]
    [InlineData("""{"a":1}""", """{}""", "a", "1", null)]
    [InlineData("""{}""", """{"a":1}""", "a", null, "1")]
    [InlineData("""{"a":null}""", """{}""", "a", "null", null)]
    public void A_different_field_is_named_with_both_values(string expected, string actual, string field, string? left, string? right)
    {
        var difference = Compare([expected], [actual]).ShouldHaveSingleItem();

        difference.Kind.ShouldBe(DifferenceKind.Changed);
        difference.Row.ShouldBe(1);
        difference.Fields.ShouldHaveSingleItem().ShouldBe(new FieldDifference(field, left, right));
    }

    [Fact]
    public void Ignored_fields_take_no_part_on_either_side() =>
        RowAlignment.Compare("x", ["""{"a":1,"b":2}"""], ["""{"a":1,"c":3}"""], new RowComparison(["b", "c"], CaseFields.All), CaseOrder.Exact).ShouldBeEmpty();

    [Fact]
    public void Only_named_fields_are_compared_when_asked() =>
        RowAlignment.Compare("x", ["""{"a":1}"""], ["""{"a":1,"c":3}"""], new RowComparison([], CaseFields.Named), CaseOrder.Exact).ShouldBeEmpty();

    [Fact]
    public void One_missing_record_does_not_make_those_behind_it_different()
    {
        var difference = Compare([Row(1), Row(2), Row(3), Row(4)], [Row(1), Row(3), Row(4)]).ShouldHaveSingleItem();

        difference.ShouldSatisfyAllConditions(
            () => difference.Kind.ShouldBe(DifferenceKind.Missing),
            () => difference.Row.ShouldBe(2),
            () => difference.Expected.ShouldBe(Row(2)));
    }

    [Fact]
    public void One_more_record_is_named_with_its_own_number()
    {
        var difference = Compare([Row(1), Row(3)], [Row(1), Row(2), Row(3)]).ShouldHaveSingleItem();

        difference.Kind.ShouldBe(DifferenceKind.Unexpected);
        difference.Row.ShouldBe(2);
        difference.Actual.ShouldBe(Row(2));
    }

    [Fact]
    public void Order_counts_unless_it_does_not()
    {
        Compare([Row(1), Row(2)], [Row(2), Row(1)]).ShouldNotBeEmpty();
        RowAlignment.Compare("x", [Row(1), Row(2), Row(2)], [Row(2), Row(1), Row(2)], Exact, CaseOrder.Any).ShouldBeEmpty();
        RowAlignment.Compare("x", [Row(1), Row(1)], [Row(1), Row(2)], Exact, CaseOrder.Any).ShouldHaveSingleItem().Kind.ShouldBe(DifferenceKind.Changed);
    }

    /// <summary>The specification: lists are equal exactly when there is no difference, and no list needs more differences than the edits that made it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_edits_give_no_more_differences_than_edits(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 100; round++)
        {
            var expected = Enumerable.Range(0, random.Next(0, 20)).Select(_ => Row(random.Next(5))).ToList();
            var actual = expected.ToList();
            var edits = random.Next(0, 4);
            for (var edit = 0; edit < edits; edit++)
            {
                Edit(actual, random);
            }

            var differences = Compare(expected, actual);
            differences.Count.ShouldBeLessThanOrEqualTo(edits, $"seed {seed}, round {round}");
            (differences.Count == 0).ShouldBe(expected.SequenceEqual(actual), $"seed {seed}, round {round}");
        }
    }

    [Fact]
    public void Very_long_lists_are_compared_one_by_one()
    {
        var rows = Enumerable.Range(0, 2_100).Select(Row).ToList();

        Compare(rows, rows).ShouldBeEmpty();
        Compare(rows, [.. rows.Take(2_099), Row(-1)]).ShouldHaveSingleItem().Row.ShouldBe(2_100);
    }

    private static void Edit(List<string> rows, Random random)
    {
        var place = random.Next(rows.Count + 1);
        if (place < rows.Count && random.Next(2) == 0)
        {
            rows.RemoveAt(place);
        }
        else
        {
            rows.Insert(place, Row(random.Next(5)));
        }
    }

    private static IReadOnlyList<CaseDifference> Compare(IReadOnlyList<string> expected, IReadOnlyList<string> actual) =>
        RowAlignment.Compare("x", expected, actual, Exact, CaseOrder.Exact);

    private static string Row(int value) => $"{{\"v\":{value}}}";
}
