using FlexCore.Streams.UserOperators;

namespace FlexCore.Streams.Tests.UserOperators;

public sealed class OperatorRegistryTests
{
    [Theory]
    [InlineData("filter", "is a built-in name")]
    [InlineData("onError", "is a built-in name")]
    [InlineData("Mask", "is not an operator name")]
    [InlineData("mask card", "is not an operator name")]
    [InlineData("1mask", "is not an operator name")]
    public void A_wrong_name_is_refused(string name, string message) =>
        Should.Throw<ArgumentException>(() => new OperatorRegistry(Named(name))).Message.ShouldContain(message);

    [Fact]
    public void A_name_is_given_once() =>
        Should.Throw<ArgumentException>(() => new OperatorRegistry(Named("a"), Named("a"))).Message.ShouldContain("two operators 'a'");

    [Fact]
    public void An_option_is_given_once() =>
        Should.Throw<ArgumentException>(() => new OperatorRegistry(Named("a") with { Options = [Option("x"), Option("x")] })).Message.ShouldContain("option 'x' twice");

    [Fact]
    public void A_version_begins_at_1() => Should.Throw<ArgumentOutOfRangeException>(() => OperatorDescription.Stateless("a", 0, setup => new MaskOperator(setup)));

    [Fact]
    public void More_operators_make_a_new_registry()
    {
        var one = new OperatorRegistry(Named("a"));
        var two = one.With(Named("b"));

        one.Names.ShouldBe(["a"]);
        two.Names.ShouldBe(["a", "b"]);
        two.TryGet("b", out var found).ShouldBeTrue();
        found.ShouldNotBeNull().IsStateful.ShouldBeFalse();
        two.TryGet("c", out _).ShouldBeFalse();
    }

    private static OperatorDescription Named(string name) => OperatorDescription.Stateless(name, 1, setup => new MaskOperator(setup));

    private static OperatorOption Option(string name) => new(name, OptionKind.Text, "any");
}
