using FlexCore.Streams.Expressions.Trials;

namespace FlexCore.Streams.Tests.Expressions.Trials;

public sealed class ExpressionHelpTests
{
    [Fact]
    public void Every_entry_says_what_it_is_and_compiles_its_example()
    {
        ExpressionHelp.Entries.Count.ShouldBeGreaterThan(100);
        foreach (var entry in ExpressionHelp.Entries)
        {
            entry.Meaning.ShouldNotBeNullOrEmpty(entry.Form);
            ExpressionTrial.Compile(entry.Example).Diagnostics.ShouldBeEmpty(entry.Example);
        }
    }

    [Fact]
    public void Names_are_in_order_and_without_receiver()
    {
        ExpressionHelp.Names.ShouldBe(ExpressionHelp.Names.Order(StringComparer.Ordinal));
        ExpressionHelp.Names.ShouldContain("trim");
        ExpressionHelp.Names.ShouldContain("Math.max");
    }
}
