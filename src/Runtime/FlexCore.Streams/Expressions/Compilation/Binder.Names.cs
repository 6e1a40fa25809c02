using FlexCore.Streams.Expressions.Functions;
using FlexCore.Streams.Expressions.Syntax;

namespace FlexCore.Streams.Expressions.Compilation;

/// <content>Names and the paths that begin with them.</content>
internal sealed partial class Binder
{
    private Node BindName(NameSyntax name)
    {
        if (TryGetLocal(name.Name, out var local))
        {
            return new LocalNode(local);
        }

        if (FunctionTable.Constants.TryGetValue(name.Name, out var constant))
        {
            return new ConstantNode(constant);
        }

        if (FunctionTable.Namespaces.Contains(name.Name))
        {
            return Report(
                ExpressionErrorCode.UnknownName,
                $"'{name.Name}' is a namespace: use one of its functions; a field of this name is $.{name.Name}.",
                name.Position);
        }

        if (scope.TryResolve(name.Name, out var slot))
        {
            _paths.Add(new ReferencedPath(slot, name.Name, []));
            return new SlotNode(slot);
        }

        if (FunctionTable.Functions.TryGetValue(name.Name, out var function))
        {
            return Report(ExpressionErrorCode.UnknownName, $"'{name.Name}' is a function: call it, {function.Signature}.", name.Position);
        }

        var known = scope.Names.Concat(_locals.Select(static entry => entry.Key)).Concat(["undefined", "NaN", "Infinity"]);
        return Report(
            ExpressionErrorCode.UnknownName,
            $"'{name.Name}' is not a known field.",
            name.Position,
            Spelling.Closest(name.Name, known));
    }

    private bool TryGetLocal(string name, out int local)
    {
        for (var i = _locals.Count - 1; i >= 0; i--)
        {
            if (_locals[i].Key == name)
            {
                local = _locals[i].Value;
                return true;
            }
        }

        local = -1;
        return false;
    }

    private Node BindMember(MemberSyntax member)
    {
        if (TryGetNamespace(member.Target, out var space))
        {
            var name = $"{space}.{member.Name}";
            return FunctionTable.Constants.TryGetValue(name, out var constant)
                ? new ConstantNode(constant)
                : ReportUnknownFunction(name, member.Position);
        }

        return new MemberNode(BindTarget(member), member.Name, member.Optional, member.Position);
    }

    private Node BindIndex(IndexSyntax index)
    {
        var target = BindTarget(index);
        var key = Bind(index.Key);
        var node = new IndexNode(target, key, index.Optional, index.Position);
        return !index.Optional
            && !InChain(index.Target)
            && target is MethodCallNode { Name: "split", Arguments.SingleConstant: { IsUtf8: true, TextLength: > 0 } separator } split
            && key is ConstantNode constant
            && constant.Constant.TryGetNumber(out var at)
            && at >= 0 && at <= int.MaxValue && at == Math.Floor(at)
            ? new SplitPartNode(split.Target, separator, (int)at, node)
            : node;
    }

    private ChainNode BindChain(ChainSyntax chain) => new(Bind(chain.Links));

    // Binds what a link hangs on, and notes the whole path instead of its beginning.
    private Node BindTarget(ExpressionSyntax link)
    {
        var target = TargetOf(link);
        var before = _paths.Count;
        var node = Bind(target);
        if (FieldOf(link) is { } field && _paths.Count > before && ReferencesPath(target))
        {
            var path = _paths[^1];
            _paths[^1] = path with { Fields = [.. path.Fields, field] };
        }

        return node;
    }

    private static ExpressionSyntax TargetOf(ExpressionSyntax link) => link switch
    {
        MemberSyntax member => member.Target,
        IndexSyntax index => index.Target,
        ChainSyntax chain => chain.Links,
        _ => link,
    };

    // A text's or a list's length is not a field.
    private static string? FieldOf(ExpressionSyntax link) => link switch
    {
        MemberSyntax { Name: not "length" } member => member.Name,
        IndexSyntax { Key: LiteralSyntax { Value.IsString: true } key } when key.Value.AsString() != "length" => key.Value.AsString(),
        _ => null,
    };

    private bool ReferencesPath(ExpressionSyntax node)
    {
        while (node is not NameSyntax)
        {
            if (node is not ChainSyntax && FieldOf(node) is null)
            {
                return false;
            }

            node = TargetOf(node);
        }

        return !TryGetLocal(((NameSyntax)node).Name, out _);
    }

    private bool TryGetNamespace(ExpressionSyntax target, out string name)
    {
        name = (target as NameSyntax)?.Name ?? "";
        return FunctionTable.Namespaces.Contains(name) && !TryGetLocal(name, out _);
    }

    private ConstantNode ReportUnknownFunction(string name, SourcePosition position) =>
        FunctionTable.Functions.TryGetValue(name, out var function)
            ? Report(ExpressionErrorCode.UnknownFunction, $"'{name}' is a function: call it, {function.Signature}.", position)
            : Report(
                ExpressionErrorCode.UnknownFunction,
                $"There is no function '{name}'.",
                position,
                Spelling.Closest(name, FunctionTable.Functions.Keys.Concat(FunctionTable.Constants.Keys)));
}
