using FlexCore.Application.EventStreams;
using FlexCore.Application.Privacy.Sealing;
using FlexCore.Application.Projections.Store;
using FlexCore.Domain;

namespace FlexCore.Application.Projections.UseCases;

/// <summary>Opens personal values of documents for readers who may see the events that they come from. Stateless and thread-safe.</summary>
/// <param name="reader">Opens.</param>
/// <param name="access">Who may do what.</param>
public sealed class PersonalDocuments(IPersonalReader reader, IEventAccess access)
{
    /// <summary>Documents as a reader sees them. To one who may not read all events they stay sealed.</summary>
    internal async ValueTask<IReadOnlyList<StoredReadModel>> ShowAsync(SecurityContext security, IReadOnlyList<StoredReadModel> documents, CancellationToken cancellationToken)
    {
        if (access.Check(security, EventAction.ReadAll, stream: null) is not null)
        {
            return documents;
        }

        var shown = new StoredReadModel[documents.Count];
        for (var i = 0; i < shown.Length; i++)
        {
            shown[i] = documents[i] with { Data = await reader.OpenDocumentAsync(security.Tenant, documents[i].Data, cancellationToken).ConfigureAwait(false) };
        }

        return shown;
    }
}
