using FlexCore.Streams.Expressions.Syntax;
using FlexCore.Streams.Values;

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
        where TRelation : struct, IRelation
    {
        if (right is not ConstantNode constant || !constant.Constant.TryGetNumber(out var number))
        {
            return new RelationNode<TRelation>(left, right, position);
        }

        return left is SlotNode slot
            ? new NumberRelationNode<TRelation, SlotOperand>(new SlotOperand(slot.Slot), number, position)
            : new NumberRelationNode<TRelation, NodeOperand>(new NodeOperand(left), number, position);
    }

    private static TruthNode Equality(Node left, Node right, EqualityKind kind, SourcePosition position)
    {
        if (kind is EqualityKind.Loose or EqualityKind.LooseNot || right is not ConstantNode constant)
        {
            return new EqualityNode(left, right, kind, position);
        }

        var isNegated = kind == EqualityKind.StrictNot;
        return left is SlotNode slot
            ? ConstantEquality(new SlotOperand(slot.Slot), constant.Constant, isNegated)
                ?? new EqualityNode(left, right, kind, position)
            : ConstantEquality(new NodeOperand(left), constant.Constant, isNegated)
                ?? new EqualityNode(left, right, kind, position);
    }

    private static TruthNode? ConstantEquality<TOperand>(TOperand left, Value constant, bool isNegated)
        where TOperand : struct, IOperand => constant.IsUtf8 ? new TextEqualityNode<TOperand>(left, constant, isNegated)
            : constant.TryGetNumber(out var number) ? new NumberEqualityNode<TOperand>(left, number, isNegated)
            : null;
}
