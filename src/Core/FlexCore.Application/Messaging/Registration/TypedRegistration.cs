using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FlexCore.Application.Nodes;

namespace FlexCore.Application.Messaging.Registration;

/// <summary>What commands and queries have in common: a JSON shape, checks, and a handler that is looked up in the scope.</summary>
internal abstract class TypedRegistration<TMessage, TResult> : MessageRegistration
    where TMessage : class
    where TResult : class
{
    private const int MistakesMax = 10;

    private readonly MessageReader<TMessage> _reader;
    private readonly JsonTypeInfo<TResult> _result;
    private readonly Func<TMessage, IEnumerable<FieldMistake>>? _check;

    private protected TypedRegistration(MessageShape<TMessage, TResult> shape, MessageKind kind, string module, Type handlerService)
        : base(Describe(shape, kind, module), typeof(TMessage), handlerService)
    {
        _reader = new MessageReader<TMessage>(shape.Name, shape.Message);
        _result = shape.Result;
        _check = shape.Check;
    }

    internal sealed override byte[] EncodeResult(object result) => JsonSerializer.SerializeToUtf8Bytes((TResult)result, _result);

    internal sealed override MessageOutcome? Read(MessageFlow flow)
    {
        if (!flow.IsRead)
        {
            var (message, refused) = _reader.Read(flow.Body);
            if (message is null)
            {
                return refused;
            }

            flow.Content = message;
        }

        var content = (TMessage)flow.Content;
        if (Refuse([.. (_check?.Invoke(content) ?? []).Take(MistakesMax)]) is { } wrong)
        {
            return wrong;
        }

        if (flow.Call.IdempotencyKey is not null)
        {
            flow.Call = flow.Call with { RequestHash = HashOf(Description.Name, _reader.Write(content)) };
        }

        return null;
    }

    private protected MessageOutcome Outcome(NodeReply<TResult>? reply) => reply is null or { Value: null, Refusal: null }
        ? throw new InvalidOperationException($"The handler of '{Description.Name}' answered neither a result nor a refusal. Return one of them.")
        : new MessageOutcome(reply.Value, reply.Refusal) { Findings = reply.Findings, Field = reply.Field };

    private protected T Handler<T>(MessageFlow flow)
        where T : class => flow.Services.GetService(typeof(T)) as T
            ?? throw new InvalidOperationException($"The scope has no handler of '{Description.Name}' ({typeof(TMessage).Name}). The module '{Description.Module}' registered one: is the scope the host's?");

    private static MessageDescription Describe(MessageShape<TMessage, TResult> shape, MessageKind kind, string module) =>
        new(MessageNames.Require(shape.Name), kind, module, shape.Summary, shape.Permission, MessageFields.Of(shape.Message)) { Reads = shape.Reads };
}
