using FlexCore.Streams.Expressions.Functions;
using FlexCore.Streams.Expressions.Syntax;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Compilation;

/// <content>Calls, arrow functions and regular expressions.</content>
internal sealed partial class Binder
{
    private Node BindCall(CallSyntax call)
    {
        switch (call.Callee)
        {
            case NameSyntax name:
                return BindFunction(call, name.Name, name.Position);
            case MemberSyntax member when TryGetNamespace(member.Target, out var space):
                return BindFunction(call, $"{space}.{member.Name}", member.Position);
            case MemberSyntax { Target: PatternSyntax pattern } member:
                return BindPatternMethod(call, member, pattern);
            case MemberSyntax member:
                return BindMethod(call, member);
            default:
                return Report(ExpressionErrorCode.NotSupported, "Only functions and methods can be called: name(…) or value.name(…).", call.Position);
        }
    }

    private Node BindFunction(CallSyntax call, string name, SourcePosition position)
    {
        if (!FunctionTable.Functions.TryGetValue(name, out var function))
        {
            BindAll(call.Arguments);
            return ReportUnknownFunction(name, position);
        }

        return BindArguments(call, [function], null) is { } arguments
            ? new FunctionCallNode(function, arguments, position)
            : Nothing;
    }

    private Node BindPatternMethod(CallSyntax call, MemberSyntax member, PatternSyntax pattern)
    {
        var function = FunctionTable.Methods.GetValueOrDefault(member.Name)?[FunctionReceiver.Pattern];
        if (function is null)
        {
            return Report(
                ExpressionErrorCode.UnknownFunction,
                $"A regular expression has no method '{member.Name}'.",
                member.Position,
                Spelling.Closest(member.Name, ["test", "exec"]));
        }

        return CompilePattern(pattern) is { } compiled && BindArguments(call, [function], compiled) is { } arguments
            ? new FunctionCallNode(function, arguments, member.Position)
            : Nothing;
    }

    private Node BindMethod(CallSyntax call, MemberSyntax member)
    {
        var target = Bind(member.Target);
        if (!FunctionTable.Methods.TryGetValue(member.Name, out var methods))
        {
            BindAll(call.Arguments);
            return Report(
                ExpressionErrorCode.UnknownFunction,
                $"There is no method '{member.Name}'.",
                member.Position,
                Spelling.Closest(member.Name, FunctionTable.Methods.Keys));
        }

        var entries = methods.Entries.Where(static entry => entry.Receiver != FunctionReceiver.Pattern).ToList();
        if (entries.Count == 0)
        {
            return Report(ExpressionErrorCode.UnknownFunction, $"'{member.Name}' is a method of regular expressions only.", member.Position);
        }

        if (BindArguments(call, entries, null) is not { } arguments)
        {
            return Nothing;
        }

        var node = new MethodCallNode(target, methods, arguments, member.Optional, member.Position);
        return member.Optional || InChain(member.Target) ? node : Specialise(node, target, member.Name, arguments);
    }

    // A link of an optional chain must be able to end the chain, which the specialised nodes cannot.
    private static bool InChain(ExpressionSyntax target)
    {
        while (true)
        {
            switch (target)
            {
                case MemberSyntax { Optional: true } or IndexSyntax { Optional: true }:
                    return true;
                case MemberSyntax member:
                    target = member.Target;
                    break;
                case IndexSyntax index:
                    target = index.Target;
                    break;
                case CallSyntax { Callee: MemberSyntax callee }:
                    target = callee;
                    break;
                default:
                    return false;
            }
        }
    }

    private static Node Specialise(MethodCallNode node, Node target, string name, ArgumentList arguments) =>
        (name, arguments.SingleConstant) switch
        {
            ("startsWith", { IsUtf8: true } search) => TextTest<StartsWith>(target, search, node),
            ("endsWith", { IsUtf8: true } search) => TextTest<EndsWith>(target, search, node),
            ("includes", { IsUtf8: true } search) => TextTest<Includes>(target, search, node),
            _ => node,
        };

    private static TruthNode TextTest<TTest>(Node target, Value search, MethodCallNode node)
        where TTest : struct, ITextTest => target is SlotNode slot
            ? new TextTestNode<TTest, SlotOperand>(new SlotOperand(slot.Slot), search, node)
            : new TextTestNode<TTest, NodeOperand>(new NodeOperand(target), search, node);

    // Returns null after reporting a mistake.
    private ArgumentList? BindArguments(CallSyntax call, IReadOnlyList<FunctionEntry> entries, TextPattern? pattern)
    {
        var mistakes = _mistakes.Count;
        var hasSpread = call.Arguments.Any(static argument => argument is SpreadSyntax);
        CheckCount(call, entries, hasSpread);
        var nodes = new Node?[call.Arguments.Count];
        Callback? callback = null;
        for (var i = 0; i < nodes.Length; i++)
        {
            var argument = call.Arguments[i];
            if (argument is PatternSyntax literal && i == 0 && entries.Any(static entry => entry.Pattern != PatternUse.None))
            {
                pattern = CompilePattern(literal);
            }
            else if (entries.Any(entry => entry.CallbackAt == i) && BindCallback(argument) is { } function)
            {
                callback = function;
            }
            else
            {
                nodes[i] = Bind(argument);
            }
        }

        if (_mistakes.Count == mistakes)
        {
            CheckSpecialArguments(call, entries, callback, pattern);
        }

        return _mistakes.Count == mistakes ? new ArgumentList(nodes, callback, pattern) : null;
    }

    private void CheckCount(CallSyntax call, IReadOnlyList<FunctionEntry> entries, bool hasSpread)
    {
        var count = call.Arguments.Count;
        var fewest = entries.Min(static entry => entry.MinArguments);
        var most = entries.Max(static entry => entry.MaxArguments);
        if (count > most || (count < fewest && !hasSpread))
        {
            Report(
                ExpressionErrorCode.WrongArguments,
                $"The call has {count} arguments: {string.Join(" or ", entries.Select(static entry => entry.Signature))}.",
                call.Position);
        }
    }

    private void CheckSpecialArguments(CallSyntax call, IReadOnlyList<FunctionEntry> entries, Callback? callback, TextPattern? pattern)
    {
        if (callback is null && entries.All(static entry => entry.MustHaveCallback))
        {
            Report(
                ExpressionErrorCode.WrongArguments,
                $"The argument must be an arrow function or the name of a function: {entries[0].Signature}.",
                call.Position);
        }

        if (pattern is null && entries.All(static entry => entry.Pattern == PatternUse.Required))
        {
            Report(
                ExpressionErrorCode.WrongArguments,
                $"The argument must be a regular expression literal such as /[a-z]+/: {entries[0].Signature}.",
                call.Position);
        }
    }

    private void BindAll(IReadOnlyList<ExpressionSyntax> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument is ArrowSyntax arrow)
            {
                BindArrow(arrow);
            }
            else if (argument is not PatternSyntax)
            {
                Bind(argument);
            }
        }
    }

    private Callback? BindCallback(ExpressionSyntax argument)
    {
        var name = argument switch
        {
            NameSyntax function when !TryGetLocal(function.Name, out _) => function.Name,
            MemberSyntax member when TryGetNamespace(member.Target, out var space) => $"{space}.{member.Name}",
            _ => "",
        };
        return argument is ArrowSyntax arrow ? BindArrow(arrow)
            : FunctionTable.Functions.TryGetValue(name, out var entry) && !entry.MustHaveCallback ? new FunctionCallback(entry)
            : null;
    }

    private ArrowCallback BindArrow(ArrowSyntax arrow)
    {
        var outer = _locals.Count;
        var parameters = arrow.Parameters.Select(BindParameter).ToArray();
        var body = Bind(arrow.Body);
        _locals.RemoveRange(outer, _locals.Count - outer);
        return new ArrowCallback(parameters, body, SyntaxSize.Of(arrow.Body));
    }

    private Parameter BindParameter(ParameterSyntax parameter)
    {
        var fallback = parameter.Default is null ? null : Bind(parameter.Default);
        switch (parameter)
        {
            case ArrayParameterSyntax array:
                return new ArrayParameter(
                    [.. array.Items.Select(item => item is null ? null : BindParameter(item))],
                    fallback,
                    parameter.Position);
            case ObjectParameterSyntax @object:
                return new ObjectParameter(
                    [.. @object.Fields.Select(field => new KeyValuePair<string, Parameter>(field.Key, BindParameter(field.Value)))],
                    fallback,
                    parameter.Position);
            default:
                // Functions cannot call themselves, so every parameter that is alive has a place of its own.
                var local = _locals.Count;
                _locals.Add(new(((NameParameterSyntax)parameter).Name, local));
                _localCount = Math.Max(_localCount, _locals.Count);
                return new NameParameter(local, fallback);
        }
    }

    private TextPattern? CompilePattern(PatternSyntax pattern)
    {
        try
        {
            return PatternCompiler.Compile(pattern.Pattern, pattern.Flags, pattern.Position);
        }
        catch (ExpressionException mistake)
        {
            _mistakes.Add(mistake.Diagnostic);
            return null;
        }
    }
}
