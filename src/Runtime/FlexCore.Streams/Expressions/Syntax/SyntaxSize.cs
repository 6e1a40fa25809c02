namespace FlexCore.Streams.Expressions.Syntax;

/// <summary>Counts operations.</summary>
internal static class SyntaxSize
{
    /// <summary>The number of nodes that one evaluation visits at most; the bodies of nested arrow functions are counted when they are called.</summary>
    /// <param name="node">The tree.</param>
    public static int Of(ExpressionSyntax node) => 1 + node switch
    {
        TemplateSyntax template => Sum(template.Parts),
        MemberSyntax member => Of(member.Target),
        IndexSyntax index => Of(index.Target) + Of(index.Key),
        CallSyntax call => Of(call.Callee) + Sum(call.Arguments),
        ChainSyntax chain => Of(chain.Links),
        UnarySyntax unary => Of(unary.Operand),
        BinarySyntax binary => Of(binary.Left) + Of(binary.Right),
        ConditionalSyntax conditional => Of(conditional.Condition) + Of(conditional.WhenTrue) + Of(conditional.WhenFalse),
        ArraySyntax array => Sum(array.Items),
        ObjectSyntax @object => Sum(@object.Members),
        PropertySyntax property => Of(property.Key) + Of(property.Value),
        SpreadSyntax spread => Of(spread.Operand),
        _ => 0,
    };

    private static int Sum(IReadOnlyList<ExpressionSyntax> nodes)
    {
        var sum = 0;
        foreach (var node in nodes)
        {
            sum += Of(node);
        }

        return sum;
    }
}
