export type {
  Consumer,
  EventView,
  IndexedEvent,
  Letter,
  Passage,
  Stream,
} from '../../../services/event-index/event-index.schema';
