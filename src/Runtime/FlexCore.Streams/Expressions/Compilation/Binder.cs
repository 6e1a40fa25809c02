using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Expressions.Syntax;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Compilation;

/// <summary>Resolves names, checks calls and builds the tree of nodes. One instance binds one expression.</summary>
internal sealed partial class Binder(IExpressionScope scope, ExpressionLimits limits)
{
    private static readonly ConstantNode Nothing = new(Value.Undefined);

    private readonly List<ExpressionDiagnostic> _mistakes = [];
    private readonly List<ReferencedPath> _paths = [];
    private readonly List<KeyValuePair<string, int>> _locals = [];
    private int _localCount;

    public ExpressionResult<CompiledExpression> Compile(ExpressionSyntax syntax)
    {
        if (syntax.Depth > limits.MaxTreeDepth)
        {
            Report(ExpressionErrorCode.NestedTooDeep, $"The expression chains more than {limits.MaxTreeDepth} operations.", syntax.Position);
            return ExpressionResult<CompiledExpression>.Failure(_mistakes);
        }

        var root = Bind(syntax);
        return _mistakes.Count > 0
            ? ExpressionResult<CompiledExpression>.Failure([.. _mistakes.OrderBy(static mistake => mistake.Position.Offset)])
            : ExpressionResult<CompiledExpression>.Success(new CompiledExpression(syntax, root, _localCount, limits, WidestPaths()));
    }

    private Node Bind(ExpressionSyntax syntax) => syntax switch
    {
        LiteralSyntax literal => new ConstantNode(literal.Value.IsString ? Text.Constant(literal.Value.AsString()) : literal.Value),
        NameSyntax name => BindName(name),
        TemplateSyntax template => BindTemplate(template),
        MemberSyntax member => BindMember(member),
        IndexSyntax index => BindIndex(index),
        ChainSyntax chain => BindChain(chain),
        CallSyntax call => BindCall(call),
        UnarySyntax unary => BindUnary(unary),
        BinarySyntax binary => BindBinary(binary),
        ConditionalSyntax conditional => new ConditionalNode(
            Bind(conditional.Condition),
            Bind(conditional.WhenTrue),
            Bind(conditional.WhenFalse)),
        ArraySyntax array => new ArrayNode([.. array.Items.Select(Bind)], array.Position),
        ObjectSyntax @object => BindObject(@object),
        SpreadSyntax spread => new SpreadNode(Bind(spread.Operand), spread.Position),
        PatternSyntax pattern => Misplaced(pattern, "A regular expression can only be used with test, match, matchAll, search, replace, replaceAll and split."),
        ArrowSyntax arrow => Misplaced(arrow, "An arrow function can only be an argument of a method that takes one, such as map."),
        _ => Misplaced(syntax, $"{syntax.GetType().Name} cannot stand alone."),
    };

    private ConstantNode Misplaced(ExpressionSyntax syntax, string message) =>
        Report(ExpressionErrorCode.NotSupported, message, syntax.Position);

    private ConstantNode Report(ExpressionErrorCode code, string message, SourcePosition position, string? suggestion = null)
    {
        _mistakes.Add(new ExpressionDiagnostic(code, message, position, suggestion));
        return Nothing;
    }

    private TemplateNode BindTemplate(TemplateSyntax template) => new(
        [.. template.Texts.Select(Text.Constant)],
        [.. template.Parts.Select(Bind)],
        template.Position);

    private ObjectNode BindObject(ObjectSyntax @object)
    {
        var members = new List<ObjectMember>();
        foreach (var member in @object.Members)
        {
            if (member is not PropertySyntax property)
            {
                members.Add(new ObjectMember(null, null, Bind(member)));
                continue;
            }

            var name = property.Key is LiteralSyntax { Value.IsString: true } literal ? literal.Value.AsString() : null;
            members.Add(new ObjectMember(name, name is null ? Bind(property.Key) : null, Bind(property.Value)));
        }

        return new ObjectNode([.. members], @object.Position);
    }

    private Node BindUnary(UnarySyntax unary)
    {
        var operand = Bind(unary.Operand);
        Node node = unary.Operator switch
        {
            UnaryOperator.Negate => new NegateNode(operand),
            UnaryOperator.ToNumber => new ToNumberNode(operand),
            UnaryOperator.Not => new NotNode(operand),
            UnaryOperator.BitNot => new BitNotNode(operand),
            _ => new TypeOfNode(operand),
        };
        return Fold(node, operand, operand);
    }

    private Node BindBinary(BinarySyntax binary)
    {
        var left = Bind(binary.Left);
        var right = Bind(binary.Right);
        return Fold(BinaryNodes.Create(binary.Operator, left, right, binary.Position), left, right);
    }

    // What does not depend on the row is computed once. A failure stays where it is: it may never be reached.
    private Node Fold(Node node, Node left, Node right)
    {
        if (left is not ConstantNode || right is not ConstantNode)
        {
            return node;
        }

        try
        {
            var budget = new EvaluationBudget(limits);
            return new ConstantNode(node.Evaluate(new Evaluation([], [], ref budget)));
        }
        catch (ExpressionException)
        {
            return node;
        }
    }

    private List<ReferencedPath> WidestPaths()
    {
        var widest = new List<ReferencedPath>();
        foreach (var path in _paths)
        {
            if (!widest.Exists(known => known.Includes(path)))
            {
                widest.RemoveAll(path.Includes);
                widest.Add(path);
            }
        }

        return widest;
    }
}
