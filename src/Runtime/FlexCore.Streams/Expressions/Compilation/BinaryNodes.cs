using FlexCore.Streams.Expressions.Syntax;

namespace FlexCore.Streams.Expressions.Compilation;

/// <summary>Chooses the node for an operator and its operands.</summary>
internal static class BinaryNodes
{
    public static Node Create(BinaryOperator @operator, Node left, Node right, SourcePosition position) => @operator switch
    {
        BinaryOperator.Coalesce => new CoalesceNode(left, right),
        BinaryOperator.Or => new OrNode(left, right),
        BinaryOperator.And => new AndNode(left, right),
        BinaryOperator.Add => new AddNode(left, right, position),
        BinaryOperator.Subtract => new ArithmeticNode<Subtract>(left, right),
        BinaryOperator.Multiply => new ArithmeticNode<Multiply>(left, right),
        BinaryOperator.Divide => new ArithmeticNode<Divide>(left, right),
        BinaryOperator.Remainder => new ArithmeticNode<Remainder>(left, right),
        BinaryOperator.Power => new ArithmeticNode<Power>(left, right),
        BinaryOperator.BitAnd => new ArithmeticNode<BitAnd>(left, right),
        BinaryOperator.BitOr => new ArithmeticNode<BitOr>(left, right),
        BinaryOperator.BitXor => new ArithmeticNode<BitXor>(left, right),
        BinaryOperator.ShiftLeft => new ArithmeticNode<ShiftLeft>(left, right),
        BinaryOperator.ShiftRight => new ArithmeticNode<ShiftRight>(left, right),
        BinaryOperator.ShiftRightUnsigned => new ArithmeticNode<ShiftRightUnsigned>(left, right),
        BinaryOperator.Less => Relation<Less>(left, right, position),
        BinaryOperator.LessOrEqual => Relation<LessOrEqual>(left, right, position),
        BinaryOperator.Greater => Relation<Greater>(left, right, position),
        BinaryOperator.GreaterOrEqual => Relation<GreaterOrEqual>(left, right, position),
        BinaryOperator.Equal => Equality(left, right, EqualityKind.Strict, position),
        BinaryOperator.NotEqual => Equality(left, right, EqualityKind.StrictNot, position),
        BinaryOperator.LooseEqual => Equality(left, right, EqualityKind.Loose, position),
        BinaryOperator.LooseNotEqual => Equality(left, right, EqualityKind.LooseNot, position),
        _ => new InNode(left, right, position),
    };

    private static TruthNode Relation<TRelation>(Node left, Node right, SourcePosition position)
        where TRelation : struct, IRelation => right is ConstantNode constant && constant.Constant.TryGetNumber(out var number)
            ? new NumberRelationNode<TRelation>(left, number, position)
            : new RelationNode<TRelation>(left, right, position);

    private static TruthNode Equality(Node left, Node right, EqualityKind kind, SourcePosition position)
    {
        var isStrict = kind is EqualityKind.Strict or EqualityKind.StrictNot;
        return isStrict && right is ConstantNode { Constant: { IsUtf8: true } text }
            ? new TextEqualityNode(left, text, isNegated: kind == EqualityKind.StrictNot)
            : new EqualityNode(left, right, kind, position);
    }
}
