using FlexCore.Streams.Expressions.Syntax;

namespace FlexCore.Streams.Tests.Expressions;

/// <summary>A tree's structure without positions and without the printer that is under test.</summary>
internal static class SyntaxDump
{
    public static string Of(ExpressionSyntax? node) => node switch
    {
        null => "-",
        LiteralSyntax literal => ResultText.Of(literal.Value),
        NameSyntax name => name.Name,
        TemplateSyntax template => $"(template {string.Join(' ', template.Texts.Select(static text => ResultText.Of(Streams.Values.Value.String(text))))} {All(template.Parts)})",
        PatternSyntax pattern => $"(pattern {pattern.Pattern} {pattern.Flags})",
        MemberSyntax member => $"(member{(member.Optional ? "?" : "")} {Of(member.Target)} {member.Name})",
        IndexSyntax index => $"(index{(index.Optional ? "?" : "")} {Of(index.Target)} {Of(index.Key)})",
        CallSyntax call => $"(call {Of(call.Callee)} {All(call.Arguments)})",
        ChainSyntax chain => $"(chain {Of(chain.Links)})",
        UnarySyntax unary => $"({unary.Operator} {Of(unary.Operand)})",
        BinarySyntax binary => $"({binary.Operator} {Of(binary.Left)} {Of(binary.Right)})",
        ConditionalSyntax conditional => $"(if {Of(conditional.Condition)} {Of(conditional.WhenTrue)} {Of(conditional.WhenFalse)})",
        ArraySyntax array => $"(array {All(array.Items)})",
        ObjectSyntax @object => $"(object {All(@object.Members)})",
        PropertySyntax property => $"(property {Of(property.Key)} {Of(property.Value)})",
        SpreadSyntax spread => $"(spread {Of(spread.Operand)})",
        ArrowSyntax arrow => $"(arrow {string.Join(' ', arrow.Parameters.Select(Of))} {Of(arrow.Body)})",
        _ => throw new NotSupportedException(node.GetType().Name),
    };

    private static string Of(ParameterSyntax? parameter) => parameter switch
    {
        null => "_",
        NameParameterSyntax name => $"({name.Name} {Of(name.Default)})",
        ArrayParameterSyntax array => $"([{string.Join(' ', array.Items.Select(Of))}] {Of(array.Default)})",
        ObjectParameterSyntax @object => $"({{{string.Join(' ', @object.Fields.Select(static field => $"{field.Key}:{Of(field.Value)}"))}}} {Of(@object.Default)})",
        _ => throw new NotSupportedException(parameter.GetType().Name),
    };

    private static string All(IReadOnlyList<ExpressionSyntax> nodes) => string.Join(' ', nodes.Select(Of));
}
